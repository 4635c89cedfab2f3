import type { DocumentFields, DocumentKind } from '../../schemas/document.ts';

const RULE = { name: 'derive-reference', version: '1', sha256: null };

/**
 * What a payment names where an invoice asks for nothing else: its number. Source `rule`, with the place of the number;
 * nothing on the page says so, hence never accepted. Exact data is left as it is.
 */
export function deriveReference(fields: DocumentFields, kind: DocumentKind): DocumentFields {
  const { invoiceNumber: number, paymentReference: reference } = fields;
  if (kind !== 'invoice' || reference?.value || !number?.value || number.source === 'xml') return fields;
  return { ...fields, paymentReference: { ...number, accepted: false, source: 'rule', by: RULE } };
}
