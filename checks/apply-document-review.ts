import type { Correction } from '../schemas/case.ts';
import type { DocumentResult } from '../schemas/document.ts';
import type { ReviewDecision } from '../schemas/review.ts';
import { ReviewedRows, type Row } from './review-rows.ts';

interface Tables {
  lines: ReviewedRows;
  taxes: ReviewedRows;
}

function rowOf(fields: Row, { lines, taxes }: Tables, path: string): { row: Row; name: string } {
  const [head, number, name] = path.split('.');
  if (number === undefined || name === undefined) return { row: fields, name: path };
  return { row: (head === 'taxes' ? taxes : lines).at(Number(number)), name };
}

/**
 * A person's decision on a document: changed values become `human` evidence, untouched ones keep theirs and count as
 * accepted by that person. A change to null removes the value; `rows` adds, removes and orders
 * rows. Returns the new result and what was corrected.
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
  const fields: Row = extraction.fields;
  const tables = {
    lines: new ReviewedRows('lines', extraction.lines),
    taxes: new ReviewedRows('taxes', extraction.taxes),
  };
  const corrections: Correction[] = [];
  for (const change of decision.changes) {
    const { row, name } = rowOf(fields, tables, change.path);
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
  const lines = tables.lines.settle(decision.rows?.lines);
  const taxes = tables.taxes.settle(decision.rows?.taxes);
  const approve = <T extends Row>(row: T): T =>
    Object.fromEntries(
      Object.entries(row).map(([name, evidence]) => [name, evidence && { ...evidence, accepted: true }]),
    ) as T;
  return {
    result: {
      ...result,
      fields: approve(extraction.fields),
      lines: lines.rows.map(approve),
      taxes: taxes.rows.map(approve),
      status: 'accepted',
      reasons: [],
    },
    corrections: [...corrections, ...lines.corrections, ...taxes.corrections],
  };
}
