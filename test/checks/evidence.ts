import type { Extraction } from '../../schemas/document.ts';
import type { Evidence } from '../../schemas/evidence.ts';
import type { FieldName } from '../../schemas/fields.ts';

/** Specialist evidence for a value at a place of the first page. */
export function specialistEvidence(value: string, confidence = 0.99): Evidence {
  const by = { name: 'invoice', version: '1.0.0', sha256: 'a'.repeat(64) };
  return { value, confidence, accepted: false, source: 'specialist', page: 0, box: [10, 10, 60, 20], by };
}

/** An extraction of header fields alone. */
export function extractionOf(values: Partial<Record<FieldName, string>>, confidence?: number): Extraction {
  const fields = Object.entries(values).map(([name, value]) => [name, specialistEvidence(value, confidence)]);
  return { fields: Object.fromEntries(fields), lines: [], taxes: [] };
}
