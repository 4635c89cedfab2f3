import type { Finding } from '../../schemas/finding.ts';
import type { EInvoice } from '../../schemas/reading.ts';
import { isKnownType } from './document-type.ts';

/** FatturaPA has its own list of types: TD01 … TD29. */
function typeIsKnown({ syntax, typeCode }: EInvoice): boolean {
  return syntax === 'FatturaPA' ? /^TD\d\d$/.test(typeCode ?? '') : isKnownType(typeCode);
}

/** A warning for each e-invoice that does not say it is an invoice or credit note. */
export function typeCodeFindings(invoices: EInvoice[]): Finding[] {
  return invoices
    .filter((invoice) => !typeIsKnown(invoice))
    .map(({ typeCode }) => ({
      rule: 'e-invoice.type-code',
      severity: 'warning',
      message:
        typeCode === null
          ? 'The e-invoice names no document type.'
          : `The document type "${typeCode}" is no invoice or credit note of UNTDID 1001.`,
      fields: [],
    }));
}
