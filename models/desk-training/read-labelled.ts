import { DocketError } from '../../schemas/errors.ts';
import { ticketText } from '../../schemas/ticket-text.ts';
import type { LabelledRow, RowNote } from './labelled-row.ts';
import { parseCsv, separatorOf } from './parse-csv.ts';

/** Longer ones are no tickets: a quote is missing somewhere above. */
const MOST_CHARACTERS = 100_000;

export type ReadRows = { kind: 'rows'; rows: LabelledRow[] } | { kind: 'refused'; problems: RowNote[] };

const refused = (message: string, line: number | null = null): ReadRows => ({
  kind: 'refused',
  problems: [{ line, message }],
});

/** Labelled rows of a CSV file with a header that names `text`, `label` and perhaps `subject`, or of JSON lines of the same. */
export function readLabelled(bytes: Uint8Array): ReadRows {
  if (bytes.length === 0) return refused('the file is empty');
  const text = decode(bytes);
  if (text.trim() === '') return refused('the file is empty');
  return text.trimStart().startsWith('{') ? readLines(text) : readCsv(text);
}

/** @throws DocketError `text.encoding` where the bytes are neither UTF-8 nor marked UTF-16. */
function decode(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const marked =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(marked, { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new DocketError('text.encoding', 'The labelled rows are not UTF-8', { cause });
  }
}

function readCsv(text: string): ReadRows {
  const { records, openQuote } = parseCsv(text, separatorOf(text));
  if (openQuote !== null) return refused('a quote opens here and never closes', openQuote);
  const [header, ...body] = records;
  const names = header?.cells.map((name) => name.trim().toLowerCase()) ?? [];
  const columns = { text: names.indexOf('text'), label: names.indexOf('label') };
  const missing = Object.entries(columns).flatMap(([name, column]) => (column < 0 ? [name] : []));
  if (missing.length > 0) {
    const found = names.map((name) => `"${name.slice(0, 40)}"`).join(', ');
    return refused(`no column ${missing.join(', ')}: the header must name text and label; it names ${found}`, 1);
  }
  const subject = names.indexOf('subject');
  const problems: RowNote[] = [];
  const rows = body.map(({ cells, line }) => {
    const text = ticketText({ subject: cells[subject]?.trim(), text: cells[columns.text] ?? '' });
    const row = { text, label: cells[columns.label] ?? '', line };
    if (cells.length > names.length) {
      problems.push({ line, message: `${cells.length} cells under ${names.length} columns: put the text in quotes` });
    } else if (row.text.length > MOST_CHARACTERS) {
      problems.push({ line, message: `a text of ${row.text.length} characters: a quote is missing` });
    }
    return row;
  });
  return problems.length > 0 ? { kind: 'refused', problems } : { kind: 'rows', rows };
}

function readLines(text: string): ReadRows {
  const problems: RowNote[] = [];
  const rows = text.split('\n').flatMap((entry, index): LabelledRow[] => {
    if (entry.trim() === '') return [];
    const line = index + 1;
    const row = parseLine(entry);
    if (typeof row !== 'string') return [{ ...row, line }];
    problems.push({ line, message: row });
    return [];
  });
  return problems.length > 0 ? { kind: 'refused', problems } : { kind: 'rows', rows };
}

function parseLine(entry: string): { text: string; label: string } | string {
  try {
    const value: unknown = JSON.parse(entry);
    if (typeof value !== 'object' || value === null) return 'is no object with text and label';
    const { text, label, subject } = value as Record<string, unknown>;
    if (typeof text !== 'string' || typeof label !== 'string') return 'text and label must be strings';
    return { text: ticketText({ text, ...(typeof subject === 'string' ? { subject } : {}) }), label };
  } catch {
    return 'is not JSON';
  }
}
