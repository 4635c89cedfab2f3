import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Row {
  id: string;
  text: string;
  label: string;
}

export interface Desk {
  name: string;
  dataSha256: string;
  labels: string[];
  /** The validation rows in scope. */
  rows: Row[];
}

/** Folder of the shared data and label that belongs to no class, by desk. */
const DESKS: Record<string, Source> = {
  banking77: { folder: 'intents-banking77' },
  clinc150: { folder: 'intents-clinc-oos', outOfScope: 'oos' },
  'customer-care': { folder: 'intents-bitext' },
  'it-topic': { folder: 'tickets-it-topic' },
};

export const deskNames = Object.keys(DESKS);

type Source = { folder: string; outOfScope?: string };

function deskOf(name: string): Source {
  const desk = DESKS[name];
  if (!desk) throw new Error(`no desk ${name}; there are ${deskNames.join(', ')}`);
  return desk;
}

function readRows(desk: Source, data: string): { file: Buffer; rows: (Row & { split: string })[] } {
  const file = readFileSync(join(data, desk.folder, 'tickets.jsonl'));
  const rows = file
    .toString('utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line): Row & { split: string } => JSON.parse(line))
    .filter(({ label }) => label !== desk.outOfScope);
  return { file, rows };
}

export function readDesk(name: string, data: string): Desk {
  const { file, rows: all } = readRows(deskOf(name), data);
  return {
    name,
    dataSha256: createHash('sha256').update(file).digest('hex'),
    labels: [...new Set(all.map(({ label }) => label))].sort(),
    rows: all.filter(({ split }) => split === 'validation').map(({ id, text, label }) => ({ id, text, label })),
  };
}

/** Rows of the train split in scope: a seeded sample, for models that learn from a desk's rows. */
export function trainRows(name: string, data: string, count: number, seed: number): Row[] {
  const desk = deskOf(name);
  const rows = readRows(desk, data).rows.filter(({ split }) => split === 'train');
  return sampled(
    rows.map(({ id, text, label }) => ({ id, text, label })),
    count,
    seed,
  );
}

const place = (seed: number, { id }: Row) => createHash('sha256').update(`${seed}:${id}`).digest('hex');

/** A sample that depends on nothing but the seed and the ids. */
export const sampled = (rows: readonly Row[], count: number, seed: number): Row[] =>
  rows
    .map((row) => ({ row, place: place(seed, row) }))
    .sort((a, b) => (a.place < b.place ? -1 : 1))
    .slice(0, count)
    .map(({ row }) => row);
