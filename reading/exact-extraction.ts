import type { Extraction } from '../schemas/document.ts';
import type { Evidence } from '../schemas/evidence.ts';
import type { EInvoice } from '../schemas/reading.ts';

/** The values of an e-invoice as evidence: exact, certain, without a place on a page. `sha256` is that of the file read. */
export function exactExtraction(eInvoice: EInvoice, sha256: string | null): Extraction {
  const by = { name: `e-invoice ${eInvoice.syntax}`, version: '1', sha256 };
  const exact = (value: string): Evidence => ({
    value,
    confidence: 1,
    accepted: true,
    source: 'xml',
    page: null,
    box: null,
    by,
  });
  const row = (values: Partial<Record<string, string>>) =>
    Object.fromEntries(
      Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, exact(value)]])),
    );
  return { fields: row(eInvoice.fields), lines: eInvoice.lines.map(row), taxes: eInvoice.taxes.map(row) };
}
