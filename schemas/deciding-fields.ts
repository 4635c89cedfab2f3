import type { DocumentKind } from './document.ts';
import type { Evidence } from './evidence.ts';
import type { FieldName } from './fields.ts';

/** What a document of a kind must have before it may pass without a person. */
export const requiredFields: Record<DocumentKind, readonly FieldName[]> = {
  invoice: ['invoiceNumber', 'issueDate', 'sellerName', 'totalGross'],
  'credit-note': ['invoiceNumber', 'issueDate', 'sellerName', 'totalGross'],
  receipt: ['issueDate', 'sellerName', 'totalGross'],
  other: [],
};

/** Values that move money or tax: where one is found and in doubt, a person looks, though it is not required. */
export const criticalFields: readonly FieldName[] = [
  'invoiceNumber',
  'issueDate',
  'dueDate',
  'sellerName',
  'sellerVatId',
  'iban',
  'bic',
  'currency',
  'totalNet',
  'totalTax',
  'totalGross',
  'totalPrepaid',
  'amountDue',
];

/** Totals that a rule may state from others: they stand and fall with these, and raise no doubt of their own. */
export const impliedBy: Partial<Record<FieldName, readonly FieldName[]>> = {
  amountDue: ['totalGross', 'totalPrepaid'],
  totalGross: ['amountDue'],
};

/** Values that a rule states where they are not printed: nothing on the page says them, so nothing accepts them. */
export const computedFields: readonly FieldName[] = ['totalNet', 'totalTax', 'paymentReference'];

export const isComputed = (name: FieldName, { source }: Evidence): boolean =>
  source === 'rule' && computedFields.includes(name);

export const isStatedByRule = (name: FieldName, evidence: Evidence): boolean =>
  evidence.source === 'rule' && (name in impliedBy || computedFields.includes(name));
