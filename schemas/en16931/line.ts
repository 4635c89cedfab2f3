import { z } from 'zod';
import { group, term } from './term.ts';
import { allowanceCharge, vatCategory } from './vat.ts';

/** Invoicing period (BG-14) or invoice line period (BG-26). */
export const period = group.extend({
  /** BT-73, BT-134. */
  start: term.optional(),
  /** BT-74, BT-135. */
  end: term.optional(),
  /** BT-8, value added tax point date code, where the syntax puts it in the period. */
  taxPointCode: term.optional(),
});
export type Period = z.infer<typeof period>;

/** A reference to another document with its scheme, such as the invoiced object (BT-18, BT-128). */
export const documentReference = group.extend({
  /** BT-18, BT-122, BT-128. */
  id: term.optional(),
  /** UNCL 1001: 130 invoiced object, 916 supporting document, 50 tender. */
  typeCode: term.optional(),
  /** BT-123. */
  description: term.optional(),
  /** BT-124. */
  location: term.optional(),
  /** BT-125: media type and file name of the attached document; its bytes stay in the source. */
  attachment: group
    .extend({ mediaType: z.string().optional(), fileName: z.string().optional(), at: z.string() })
    .optional(),
});
export type DocumentReference = z.infer<typeof documentReference>;

/** Price details, BG-29. */
export const price = group.extend({
  /** BT-146. */
  net: term.optional(),
  /** BT-147. */
  discount: term.optional(),
  /** BT-148. */
  gross: term.optional(),
  /** BT-149 with its unit BT-150. */
  baseQuantity: term.optional(),
});

/** Item information, BG-31. */
export const item = group.extend({
  /** BT-153. */
  name: term.optional(),
  /** BT-154. */
  description: term.optional(),
  /** BT-155. */
  sellerId: term.optional(),
  /** BT-156. */
  buyerId: term.optional(),
  /** BT-157. */
  standardId: term.optional(),
  /** BT-158; the scheme is the list (UNCL 7143). */
  classifications: z.array(term),
  /** BT-159. */
  originCountry: term.optional(),
  /** BG-32: BT-160 and BT-161; under Factur-X EXTENDED also the code of the name (BT-X-11) and a measure (BT-X-12). */
  attributes: z.array(
    group.extend({
      name: term.optional(),
      value: term.optional(),
      nameCode: term.optional(),
      measure: term.optional(),
    }),
  ),
  /** BG-30. */
  categories: z.array(vatCategory),
});

/** Invoice line, BG-25. */
export const invoiceLine = group.extend({
  /** Lines below this one (extension of XRechnung); their amounts are part of this one's. */
  get subLines() {
    return z.array(invoiceLine);
  },
  /** BT-126. */
  id: term.optional(),
  /** BT-127. */
  note: term.optional(),
  object: documentReference.optional(),
  /** BT-129 with its unit BT-130. */
  quantity: term.optional(),
  /** BT-131. */
  netAmount: term.optional(),
  /** BT-132. */
  orderLine: term.optional(),
  /** BT-133. */
  accountingReference: term.optional(),
  /** Factur-X EXTENDED: the line this one is part of, and whether it is a DETAIL, GROUP or INFORMATION line. */
  parent: term.optional(),
  role: term.optional(),
  periods: z.array(period),
  allowanceCharges: z.array(allowanceCharge),
  price: price.optional(),
  item,
});
export type InvoiceLine = z.infer<typeof invoiceLine>;
