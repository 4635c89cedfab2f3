import type { FieldName, LineFieldName, TaxFieldName } from '../../schemas/fields.ts';

/** The fields as the page names them. */
export const fieldWords: Record<FieldName, string> = {
  invoiceNumber: 'Invoice number',
  issueDate: 'Issue date',
  dueDate: 'Due date',
  deliveryDate: 'Delivery date',
  servicePeriod: 'Service period',
  orderReference: 'Order reference',
  contractReference: 'Contract',
  customerNumber: 'Customer number',
  paymentTerms: 'Payment terms',
  paymentReference: 'Payment reference',
  sellerName: 'Name',
  sellerAddress: 'Address',
  sellerVatId: 'VAT id',
  sellerTaxNumber: 'Tax number',
  buyerName: 'Name',
  buyerAddress: 'Address',
  buyerVatId: 'VAT id',
  buyerTaxNumber: 'Tax number',
  billToName: 'Bill to',
  billToAddress: 'Bill-to address',
  shipToName: 'Ship to',
  shipToAddress: 'Ship-to address',
  remitToName: 'Remit to',
  remitToAddress: 'Remit-to address',
  iban: 'IBAN',
  bic: 'BIC',
  accountNumber: 'Account number',
  totalNet: 'Total net',
  totalDiscount: 'Discount',
  totalCharges: 'Charges',
  totalTax: 'Total tax',
  totalGross: 'Total gross',
  totalPrepaid: 'Prepaid',
  amountDue: 'Amount due',
  currency: 'Currency',
};

export const lineWords: Record<LineFieldName, string> = {
  description: 'Description',
  sellerItemId: 'Item',
  quantity: 'Quantity',
  unit: 'Unit',
  unitPrice: 'Unit price',
  discount: 'Discount',
  taxRate: 'Tax %',
  lineTotal: 'Total',
};

export const taxWords: Record<TaxFieldName, string> = { rate: 'Rate %', base: 'Base', amount: 'Tax' };

export const fieldGroups: readonly { title: string; names: readonly FieldName[] }[] = [
  {
    title: 'Invoice',
    names: [
      'invoiceNumber',
      'issueDate',
      'dueDate',
      'deliveryDate',
      'servicePeriod',
      'orderReference',
      'contractReference',
      'customerNumber',
    ],
  },
  { title: 'Seller', names: ['sellerName', 'sellerAddress', 'sellerVatId', 'sellerTaxNumber'] },
  {
    title: 'Buyer',
    names: [
      'buyerName',
      'buyerAddress',
      'buyerVatId',
      'buyerTaxNumber',
      'billToName',
      'billToAddress',
      'shipToName',
      'shipToAddress',
    ],
  },
  {
    title: 'Totals',
    names: [
      'currency',
      'totalNet',
      'totalDiscount',
      'totalCharges',
      'totalTax',
      'totalGross',
      'totalPrepaid',
      'amountDue',
    ],
  },
  {
    title: 'Payment',
    names: ['paymentTerms', 'paymentReference', 'iban', 'bic', 'accountNumber', 'remitToName', 'remitToAddress'],
  },
];

/** Fields whose short name needs their group's in front of it outside the group. */
const ambiguous = /^(seller|buyer)/;

/** A field's name that stands alone: "Seller name", "Line 2, Total". */
export function fullFieldWords(path: string): string {
  const [head, index, column] = path.split('.');
  if (head === 'lines' && column !== undefined)
    return `Line ${Number(index) + 1}, ${lineWords[column as LineFieldName] ?? column}`;
  if (head === 'taxes' && column !== undefined)
    return `Tax row ${Number(index) + 1}, ${taxWords[column as TaxFieldName] ?? column}`;
  const words = fieldWords[path as FieldName] ?? path;
  const group = ambiguous.exec(path)?.[1];
  if (group === undefined) return words;
  const inner = /^(VAT|IBAN|BIC)/.test(words) ? words : words.toLowerCase();
  return `${group === 'seller' ? 'Seller' : 'Buyer'} ${inner}`;
}
