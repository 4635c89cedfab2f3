import { z } from 'zod';
import { group, term } from './term.ts';

/** Postal address: BG-5, BG-8, BG-12, BG-15. */
export const address = group.extend({
  /** BT-35, BT-50, BT-64, BT-75. */
  line1: term.optional(),
  /** BT-36, BT-51, BT-65, BT-76. */
  line2: term.optional(),
  /** BT-162, BT-163, BT-164, BT-165. */
  line3: term.optional(),
  /** House number where the syntax has it apart; EN 16931 has it in the first line. */
  buildingNumber: term.optional(),
  /** BT-37, BT-52, BT-66, BT-77. */
  city: term.optional(),
  /** BT-38, BT-53, BT-67, BT-78. */
  postCode: term.optional(),
  /** BT-39, BT-54, BT-68, BT-79. */
  subdivision: term.optional(),
  /** ISO 3166-1: BT-40, BT-55, BT-69, BT-80. */
  country: term.optional(),
});
export type Address = z.infer<typeof address>;

/** Contact: BG-6, BG-9. */
export const contact = group.extend({
  /** BT-41, BT-56. */
  name: term.optional(),
  /** BT-42, BT-57. */
  telephone: term.optional(),
  /** BT-43, BT-58. */
  email: term.optional(),
});

/** A registration with a tax authority: under VAT BT-31, BT-48 or BT-63, else BT-32. */
export const taxRegistration = group.extend({ id: term.optional(), isVat: z.boolean() });
export type TaxRegistration = z.infer<typeof taxRegistration>;

/** Seller (BG-4), buyer (BG-7), payee (BG-10), tax representative (BG-11) or another party of the trade. */
export const party = group.extend({
  /** BT-27, BT-44, BT-59, BT-62, BT-70. */
  name: term.optional(),
  /** BT-28, BT-45. */
  tradingName: term.optional(),
  /** BT-29, BT-46, BT-60, BT-71; in UBL also BT-90 with the scheme SEPA. */
  identifiers: z.array(term),
  /** BT-30, BT-47, BT-61. */
  legalRegistration: term.optional(),
  taxRegistrations: z.array(taxRegistration),
  /** BT-33. */
  legalForm: term.optional(),
  /** BT-34, BT-49. */
  electronicAddress: term.optional(),
  address: address.optional(),
  contact: contact.optional(),
});
export type Party = z.infer<typeof party>;
