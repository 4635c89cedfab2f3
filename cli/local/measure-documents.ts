import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import type { DocumentSpecialist } from '../../models/document-specialist.ts';
import type { Asked } from '../../models/larger-model/gain-of.ts';
import { stepGainOf } from '../../models/larger-model/measure-desk.ts';
import type { LargerModel } from '../../models/larger-model/port.ts';
import { readDocument } from '../../reading/read-document.ts';
import { readLimits } from '../../reading/read-limits.ts';
import type { Config } from '../../schemas/config.ts';
import { DocketError } from '../../schemas/errors.ts';
import { type FieldName, fieldNames } from '../../schemas/fields.ts';
import { DOCUMENTS } from '../../schemas/policy.ts';
import { ALL_FIELDS, type StepGain } from '../../schemas/step-gain.ts';
import { readInput } from '../read-input.ts';
import { askDocument, decideAlone, type LabelledDocument } from './ask-document.ts';

/** A row of labelled documents; a field that `truth` does not name is not judged. */
const labelledRow = z.object({
  id: z.string().optional(),
  group: z.string().optional(),
  file: z.string().nullish(),
  words: z.string().nullish(),
  truth: z.record(z.string(), z.unknown()),
});

/** Labelled documents of JSON lines, read one at a time. @throws DocketError `training.data` that names the row. */
export async function* labelledDocuments(path: string, config: Config): AsyncGenerator<LabelledDocument> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new DocketError('file.not-found', `${path} cannot be read`, { cause });
  });
  const limits = readLimits(config);
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const row = parseRow(line, `${path} line ${index + 1}`);
    const file = resolve(dirname(path), row.words ?? row.file ?? '');
    const bytes = await readInput(file, limits.maxBytes);
    const { parts } = await readDocument(bytes, { fileName: file, limits, ignoreXml: true });
    const named = fieldNames.flatMap((field) => {
      const value = row.truth[field];
      return typeof value === 'string' ? [[field, value] as const] : [];
    });
    const id = row.id ?? file;
    yield {
      id,
      group: row.group ?? id,
      pages: parts[0]?.pages ?? [],
      truth: Object.fromEntries(named),
      annotated: named.map(([field]) => field),
    };
  }
}

function parseRow(line: string, where: string): z.infer<typeof labelledRow> {
  const refused = (problem: string) =>
    new DocketError('training.data', `${where}: ${problem}; rows are {"file" or "words", "truth": {field: value}}`);
  let content: unknown;
  try {
    content = JSON.parse(line);
  } catch {
    throw refused('this is not JSON');
  }
  const parsed = labelledRow.safeParse(content);
  if (!parsed.success) throw refused(parsed.error.issues.map(({ message }) => message).join('; '));
  if (!parsed.data.words && !parsed.data.file) throw refused('it names no file');
  return parsed.data;
}

/** What a larger model is worth where the specialist leaves fields in doubt: of all together, and of each. */
export async function measureDocuments(
  documents: AsyncIterable<LabelledDocument>,
  specialist: DocumentSpecialist,
  model: LargerModel,
  most: number,
): Promise<StepGain[]> {
  const asked: (Asked & { field: FieldName })[] = [];
  for await (const document of documents) {
    const alone = await decideAlone(document, specialist);
    if (alone.doubts.length === 0) continue;
    const fields = await askDocument(alone, specialist, model, alone.doubts, () => {});
    asked.push(...fields.map((one) => ({ ...one, group: document.group, after: one.merged })));
    if (asked.length >= most) break;
  }
  const of = { desk: DOCUMENTS, model, beside: specialist.producer };
  const byField = [...Map.groupBy(asked, ({ field }) => field)];
  return [
    stepGainOf({ ...of, field: ALL_FIELDS }, asked),
    ...byField.map(([field, rows]) => stepGainOf({ ...of, field }, rows)),
  ];
}
