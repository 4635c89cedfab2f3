import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { packageRoot } from '../../schemas/package-root.ts';

/** A document whose kind and language are known, and the file that is read: its page or its words. */
export type LabelledDocument = { id: string; file: string; kind: string; language: string };

const row = z.object({
  id: z.string(),
  file: z.string().nullable(),
  words: z.string().nullable(),
  kind: z.string(),
  language: z.string(),
  split: z.string().optional(),
});

/** Sets with pages that no specialist was trained on; of the receipts, which did train, the validation rows alone. */
export const SETS = [
  'invoices-zugferd',
  'invoices-invoice2data',
  'invoices-azure-samples',
  'invoices-misc',
  'receipts-sroie',
] as const;

/** The reported documents of a set in `../shared/data`; of receipts their words as given. */
export function readLabelledDocuments(set: (typeof SETS)[number]): LabelledDocument[] {
  const folder = join(packageRoot, '..', 'shared', 'data', set);
  return readFileSync(join(folder, 'documents.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => row.parse(JSON.parse(line)))
    .filter(({ split }) => split === undefined || split === 'validation')
    .flatMap(({ id, file, words, kind, language }) => {
      const path = words ?? file;
      return path === null ? [] : [{ id, file: join(folder, path), kind, language }];
    });
}
