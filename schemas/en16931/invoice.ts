import { z } from 'zod';
import { documentReference, invoiceLine, period } from './line.ts';
import { address, party } from './party.ts';
import { group, term } from './term.ts';
import { allowanceCharge, vatTotal } from './vat.ts';

export const invoiceSyntax = z.enum(['UBL Invoice', 'UBL CreditNote', 'CII', 'ZUGFeRD 1']);
export type InvoiceSyntax = z.infer<typeof invoiceSyntax>;

/** Credit transfer account, BG-17. */
export const account = group.extend({
  /** BT-84. */
  id: term.optional(),
  isIban: z.boolean(),
  /** BT-85. */
  name: term.optional(),
});

/** Payment instructions, BG-16. */
export const paymentMeans = group.extend({
  /** UNCL 4461: BT-81. */
  code: term.optional(),
  /** BT-82. */
  text: term.optional(),
  /** BG-17; without a group of its own, absent. */
  account: account.optional(),
  /** BT-86. */
  serviceProvider: term.optional(),
  /** BG-18: BT-87 and BT-88. */
  card: group.extend({ number: term.optional(), holder: term.optional() }).optional(),
  /** BT-91. */
  debitedAccount: term.optional(),
});
export type PaymentMeans = z.infer<typeof paymentMeans>;

/** Delivery information, BG-13. */
export const delivery = group.extend({
  /** BT-72. */
  date: term.optional(),
  /** BT-71. */
  locationId: term.optional(),
  /** BG-15. */
  address: address.optional(),
  /** BT-70. */
  name: term.optional(),
});
export type Delivery = z.infer<typeof delivery>;

/** Document totals, BG-22. BT-110 and BT-111 are `vatTotals`. */
export const totals = group.extend({
  /** BT-106. */
  lines: term.optional(),
  /** BT-107. */
  allowances: term.optional(),
  /** BT-108. */
  charges: term.optional(),
  /** BT-109. */
  net: term.optional(),
  /** BT-112. */
  gross: term.optional(),
  /** BT-113. */
  paid: term.optional(),
  /** BT-114. */
  rounding: term.optional(),
  /** BT-115. */
  due: term.optional(),
});

/**
 * An invoice in the semantic model of EN 16931-1, whatever its syntax. Everything is optional and nothing is corrected:
 * the model holds invoices that break the rules, for the rules to judge.
 */
export const enInvoice = group.extend({
  syntax: invoiceSyntax,
  /** BT-24. */
  specification: term.optional(),
  /** BT-23. */
  businessProcess: term.optional(),
  /** BT-1. */
  number: term.optional(),
  /** BT-2. */
  issueDate: term.optional(),
  /** BT-3. */
  typeCode: term.optional(),
  /** ISO 639-1; not of EN 16931. */
  language: term.optional(),
  /** BT-5. */
  currency: term.optional(),
  /** BT-6. */
  taxCurrency: term.optional(),
  /** BT-7. */
  taxPointDates: z.array(term),
  /** BT-8, where the syntax has it outside the period. */
  taxPointCodes: z.array(term),
  /** BT-9. */
  dueDates: z.array(term),
  /** BT-20. */
  paymentTerms: z.array(term),
  /** BT-10. */
  buyerReference: term.optional(),
  /** BT-11. */
  project: term.optional(),
  /** BT-12. */
  contract: term.optional(),
  /** BT-13. */
  order: term.optional(),
  /** BT-14. */
  salesOrder: term.optional(),
  /** BT-15. */
  receivingAdvice: term.optional(),
  /** BT-16. */
  despatchAdvice: term.optional(),
  /** BT-17. */
  tender: term.optional(),
  /** BT-19. */
  accountingReference: term.optional(),
  /** BG-1: BT-21 and BT-22. */
  notes: z.array(group.extend({ text: term.optional(), subject: term.optional() })),
  /** BG-3: BT-25 and BT-26. */
  precedingInvoices: z.array(group.extend({ id: term.optional(), date: term.optional() })),
  seller: party.optional(),
  buyer: party.optional(),
  payee: party.optional(),
  taxRepresentative: party.optional(),
  /** Party the invoice is sent to, beside the buyer; not of EN 16931. */
  invoicee: party.optional(),
  deliveries: z.array(delivery),
  periods: z.array(period),
  paymentMeans: z.array(paymentMeans),
  /** BT-83. */
  remittances: z.array(term),
  /** BT-89. */
  mandate: term.optional(),
  /** BT-90, where the syntax has it outside the parties. */
  creditorId: term.optional(),
  allowanceCharges: z.array(allowanceCharge),
  totals: totals.optional(),
  /** Collected for third parties beside the invoice: BT-179 of Factur-X EXTENDED, BG-DEX-09 of XRechnung's extension. */
  thirdPartyPayments: z.array(group.extend({ amount: term.optional() })).default([]),
  vatTotals: z.array(vatTotal),
  /** BG-24, and BT-18 with the type code 130. */
  documents: z.array(documentReference),
  lines: z.array(invoiceLine),
});
export type EnInvoice = z.infer<typeof enInvoice>;
