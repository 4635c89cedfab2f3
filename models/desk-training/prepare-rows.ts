import { DocketError } from '../../schemas/errors.ts';
import { type CheckedRows, checkRows } from './check-rows.ts';
import { keyOf, type LabelledRow, type RowNote } from './labelled-row.ts';
import { readLabelled } from './read-labelled.ts';

/** Problems listed in one message; the rest are counted. */
const SHOWN = 20;

export type PreparedRows = Extract<CheckedRows, { kind: 'good' }> & { given: number };
export type RowOptions = { leaveOutConflicts?: boolean; more?: readonly LabelledRow[] };

/** Reads and checks a file of labelled rows; `more` rows are what people corrected: they win over a row of the same text. */
export function prepareRows(bytes: Uint8Array | null, { leaveOutConflicts = false, more = [] }: RowOptions = {}) {
  const read = bytes === null ? { kind: 'rows' as const, rows: [] } : readLabelled(bytes);
  if (read.kind === 'refused') return read;
  const corrected = new Map(more.map(({ text, label }) => [keyOf(text), label]));
  const kept = read.rows.filter(({ text, label }) => (corrected.get(keyOf(text)) ?? label.trim()) === label.trim());
  const given = [...kept, ...more];
  const checked = checkRows(given, leaveOutConflicts);
  return checked.kind === 'refused' ? checked : { ...checked, given: read.rows.length + more.length };
}

/** The prepared rows. @throws DocketError `training.data` that names every problem with its line. */
export function requireRows(prepared: ReturnType<typeof prepareRows>, file: string): PreparedRows {
  if (prepared.kind === 'good') return prepared;
  throw new DocketError('training.data', `${file} cannot be trained on:\n${problemLines(prepared.problems)}`);
}

/** Notes as lines `line 12: …`. */
export function problemLines(notes: readonly RowNote[]): string {
  const lines = notes
    .slice(0, SHOWN)
    .map(({ line, message }) => (line === null ? `  ${message}` : `  line ${line}: ${message}`));
  return [...lines, ...(notes.length > SHOWN ? [`  and ${notes.length - SHOWN} more`] : [])].join('\n');
}
