import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { askDocument, type DecidedAlone, decideAlone, type LabelledDocument } from '../../cli/local/ask-document.ts';
import type { DocumentSpecialist } from '../../models/document-specialist.ts';
import type { LargerModel } from '../../models/larger-model/port.ts';
import { criticalFields } from '../../schemas/deciding-fields.ts';
import { type FieldName, fieldNames } from '../../schemas/fields.ts';
import { page } from '../../schemas/words.ts';
import { type StrataSizes, stratified } from './strata.ts';
import type { Unit } from './units.ts';

const truth = z.partialRecord(z.enum(fieldNames), z.string());
const paperRow = z.object({ id: z.string(), group: z.string(), pages: z.array(page), truth });
const stated = z.object({ issueDate: z.string(), sellerName: z.string(), totalGross: z.string() }).partial();
const receiptRow = z.object({ id: z.string(), split: z.string(), words: z.string(), truth: stated });
const wordsFile = z.object({ pages: z.array(page) });

/** What SROIE states of a receipt and the ladder asks about. */
const RECEIPT_FIELDS: readonly FieldName[] = ['issueDate', 'sellerName', 'totalGross'];

const rowsOf = (text: string): unknown[] =>
  text
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line));

/** Synthetic papers of layouts that trained, tuned and calibrated nothing: `papers.jsonl.gz`. */
export function unseenPapers(): LabelledDocument[] {
  const packed = readFileSync(join(import.meta.dirname, 'papers.jsonl.gz'));
  return rowsOf(gunzipSync(packed).toString('utf8')).map((row) => {
    return { ...paperRow.parse(row), annotated: criticalFields };
  });
}

/** Receipts of SROIE's validation part; the seller is the group. */
export function unseenReceipts(data: string): LabelledDocument[] {
  const folder = join(data, 'receipts-sroie');
  return rowsOf(readFileSync(join(folder, 'documents.jsonl'), 'utf8')).flatMap((row) => {
    const { id, split, words, truth: known } = receiptRow.parse(row);
    if (split !== 'validation') return [];
    const { pages } = wordsFile.parse(JSON.parse(readFileSync(join(folder, words), 'utf8')));
    return [{ id, group: known.sellerName ?? id, pages, truth: known, annotated: RECEIPT_FIELDS }];
  });
}

/** Asks a larger model about a sample of documents and holds its values beside the specialist's, field by field. */
export async function unitsOfDocuments(
  documents: readonly LabelledDocument[],
  specialist: DocumentSpecialist,
  model: LargerModel,
  sizes: StrataSizes,
  seed: number,
): Promise<(Unit & { field: FieldName })[]> {
  const alone: (DecidedAlone & { id: string })[] = [];
  for (const document of documents) alone.push({ id: document.id, ...(await decideAlone(document, specialist)) });
  const units: (Unit & { field: FieldName })[] = [];
  for (const { row, weight } of stratified(alone, ({ doubts }) => doubts.length > 0, sizes, seed)) {
    let [tokens, ms] = [0, 0];
    const asked = await askDocument(row, specialist, model, row.document.annotated, (usage) => {
      tokens += usage.promptTokens + usage.answerTokens;
      ms += usage.ms;
    });
    const { group, id } = row.document;
    const each = { group, weight, ms: ms / asked.length, tokens: tokens / asked.length };
    units.push(...asked.map((field) => ({ id: `${id} ${field.field}`, ...each, ...field })));
  }
  return units;
}
