import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { wordsDocument } from '../../schemas/words.ts';

/** A scanned receipt and the words that its publisher wrote down, in no order that a reader must keep. */
export interface ScannedPage {
  path: string;
  printed: string[];
}

const row = z.object({ file: z.string().nullable(), words: z.string().nullable() });

/** The images of ICDAR 2019 SROIE that have boxes; with a limit, that many spread evenly over the set. */
export function sroiePages(folder: string, limit: number): ScannedPage[] {
  const list = join(folder, 'documents.jsonl');
  if (!existsSync(list)) throw new Error(`There are no SROIE receipts at ${folder}. Name their folder with --data.`);
  const rows = readFileSync(list, 'utf8').trim().split('\n');
  const scanned = rows.flatMap((line): { file: string; words: string }[] => {
    const { file, words } = row.parse(JSON.parse(line));
    return file !== null && words !== null ? [{ file, words }] : [];
  });
  const count = Math.min(limit, scanned.length);
  const chosen = Array.from({ length: count }, (_, index) => scanned[Math.floor((index * scanned.length) / count)]);
  return chosen.flatMap((document) => {
    if (document === undefined) return [];
    const { pages } = wordsDocument.parse(JSON.parse(readFileSync(join(folder, document.words), 'utf8')));
    return [
      { path: join(folder, document.file), printed: pages.flatMap(({ words }) => words.map(({ text }) => text)) },
    ];
  });
}
