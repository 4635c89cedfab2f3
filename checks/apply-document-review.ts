import type { Correction } from '../schemas/case.ts';
import type { DocumentResult, Extraction } from '../schemas/document.ts';
import type { Evidence } from '../schemas/evidence.ts';
import type { ReviewDecision } from '../schemas/review.ts';

type Row = Partial<Record<string, Evidence>>;

function rowOf(extraction: Extraction, path: string): { row: Row; name: string } {
  const [head, index, name] = path.split('.');
  if (index === undefined || name === undefined) return { row: extraction.fields as Row, name: path };
  const rows = (head === 'taxes' ? extraction.taxes : extraction.lines) as Row[];
  const position = Math.min(Number(index), rows.length);
  const row = rows[position] ?? {};
  rows[position] = row;
  return { row, name };
}

/**
 * A person's decision on a document: changed values become `human` evidence, untouched ones keep theirs and count as
 * accepted by that person. A change to null removes the value. Returns the new result and what was corrected.
 */
export function applyDocumentReview(
  result: DocumentResult,
  decision: ReviewDecision,
): { result: DocumentResult; corrections: Correction[] } {
  if (decision.action === 'reject') {
    const reasons = [...result.reasons, { code: 'review.rejected', message: decision.reason }];
    return { result: { ...result, status: 'rejected', reasons }, corrections: [] };
  }
  const extraction = structuredClone({ fields: result.fields, lines: result.lines, taxes: result.taxes });
  const corrections: Correction[] = [];
  for (const change of decision.changes) {
    const { row, name } = rowOf(extraction, change.path);
    const before = row[name];
    if ((before?.value ?? null) === change.value) continue;
    corrections.push({
      path: change.path,
      before: before?.value ?? null,
      after: change.value,
      beforeSource: before?.source ?? null,
    });
    if (change.value === null) {
      delete row[name];
      continue;
    }
    row[name] = {
      value: change.value,
      confidence: 1,
      accepted: true,
      source: 'human',
      page: change.place?.page ?? before?.page ?? null,
      box: change.place?.box ?? before?.box ?? null,
      by: { name: decision.reviewer, version: '1', sha256: null },
    };
  }
  const isFilled = (row: Row) => Object.keys(row).length > 0;
  const approve = <T extends Row>(row: T): T =>
    Object.fromEntries(
      Object.entries(row).map(([name, evidence]) => [name, evidence && { ...evidence, accepted: true }]),
    ) as T;
  return {
    result: {
      ...result,
      fields: approve(extraction.fields),
      lines: extraction.lines.filter(isFilled).map(approve),
      taxes: extraction.taxes.filter(isFilled).map(approve),
      status: 'accepted',
      reasons: [],
    },
    corrections,
  };
}
