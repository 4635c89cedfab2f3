/** The document vocabulary: header fields, tax rows and line items, each with the type of its value. */
export const fieldTypes = {
  invoiceNumber: 'id',
  issueDate: 'date',
  dueDate: 'date',
  deliveryDate: 'date',
  servicePeriod: 'text',
  orderReference: 'id',
  contractReference: 'id',
  customerNumber: 'id',
  paymentTerms: 'text',
  paymentReference: 'id',
  sellerName: 'text',
  sellerAddress: 'text',
  sellerVatId: 'vatId',
  sellerTaxNumber: 'id',
  buyerName: 'text',
  buyerAddress: 'text',
  buyerVatId: 'vatId',
  buyerTaxNumber: 'id',
  billToName: 'text',
  billToAddress: 'text',
  shipToName: 'text',
  shipToAddress: 'text',
  remitToName: 'text',
  remitToAddress: 'text',
  iban: 'iban',
  bic: 'bic',
  accountNumber: 'id',
  totalNet: 'amount',
  totalDiscount: 'amount',
  totalCharges: 'amount',
  totalTax: 'amount',
  totalGross: 'amount',
  totalPrepaid: 'amount',
  amountDue: 'amount',
  currency: 'currency',
} as const;
export type FieldName = keyof typeof fieldTypes;
export const fieldNames = Object.keys(fieldTypes) as FieldName[];

/** Columns of one row of `lines`. */
export const lineFieldTypes = {
  description: 'text',
  sellerItemId: 'id',
  quantity: 'quantity',
  unit: 'text',
  unitPrice: 'unitPrice',
  discount: 'amount',
  taxRate: 'rate',
  lineTotal: 'amount',
} as const;
export type LineFieldName = keyof typeof lineFieldTypes;
export const lineFieldNames = Object.keys(lineFieldTypes) as LineFieldName[];

/** Columns of one row of `taxes`. */
export const taxFieldTypes = { rate: 'rate', base: 'amount', amount: 'amount' } as const;
export type TaxFieldName = keyof typeof taxFieldTypes;
export const taxFieldNames = Object.keys(taxFieldTypes) as TaxFieldName[];

export type ValueType =
  | (typeof fieldTypes)[FieldName]
  | (typeof lineFieldTypes)[LineFieldName]
  | (typeof taxFieldTypes)[TaxFieldName];
