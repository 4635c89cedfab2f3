import { createHash } from 'node:crypto';

/** One labelled text, and where it stands: `line` of the file, counted from 1, or `from` elsewhere, for messages. */
export type LabelledRow = { text: string; label: string; line: number | null; from?: string };

export const placeOf = ({ line, from }: LabelledRow): string => from ?? `line ${line}`;

/** Something to know or to correct in the data; `line` is null where it speaks of the whole file. */
export type RowNote = { line: number | null; message: string };

/** The text without what the features ignore: two rows with one key are the same example. */
export function keyOf(text: string): string {
  return text.normalize('NFKC').toLowerCase().split(/\s+/u).filter(Boolean).join(' ');
}

/** Names a text without telling it: what a package keeps of the rows that it learned from. */
export function rowHash(text: string): string {
  return createHash('sha256').update(keyOf(text)).digest('hex').slice(0, 16);
}
