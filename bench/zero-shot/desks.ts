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
const DESKS: Record<string, { folder: string; outOfScope?: string }> = {
  banking77: { folder: 'intents-banking77' },
  clinc150: { folder: 'intents-clinc-oos', outOfScope: 'oos' },
  'customer-care': { folder: 'intents-bitext' },
  'it-topic': { folder: 'tickets-it-topic' },
};

export const deskNames = Object.keys(DESKS);

export function readDesk(name: string, data: string): Desk {
  const desk = DESKS[name];
  if (!desk) throw new Error(`no desk ${name}; there are ${deskNames.join(', ')}`);
  const file = readFileSync(join(data, desk.folder, 'tickets.jsonl'));
  const all = file
    .toString('utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line): Row & { split: string } => JSON.parse(line))
    .filter(({ label }) => label !== desk.outOfScope);
  return {
    name,
    dataSha256: createHash('sha256').update(file).digest('hex'),
    labels: [...new Set(all.map(({ label }) => label))].sort(),
    rows: all.filter(({ split }) => split === 'validation').map(({ id, text, label }) => ({ id, text, label })),
  };
}

const place = (seed: number, { id }: Row) => createHash('sha256').update(`${seed}:${id}`).digest('hex');

/** A sample that depends on nothing but the seed and the ids. */
export const sampled = (rows: readonly Row[], count: number, seed: number): Row[] =>
  rows
    .map((row) => ({ row, place: place(seed, row) }))
    .sort((a, b) => (a.place < b.place ? -1 : 1))
    .slice(0, count)
    .map(({ row }) => row);
