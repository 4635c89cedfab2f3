import { rowHash } from './labelled-row.ts';
import { seededRandom } from './seeded-random.ts';

/** From this many rows on some are held out; below, every row is judged by a model that did not see it (cross-fitting). */
export const HOLD_OUT_FROM = 1000;
const HELD_OUT_SHARE = 0.2;
const MOST_HELD_OUT = 1000;
export const FOLDS = 5;

/**
 * Which of `parts` each row falls into: of every label as evenly as can be, and over all labels too.
 * `truth` are label indices; the same seed gives the same parts.
 */
export function stratifiedParts(truth: Int32Array, parts: number, seed: number): Int32Array {
  const random = seededRandom(seed);
  const byLabel = Map.groupBy(truth.keys(), (row) => truth[row] as number);
  const part = new Int32Array(truth.length);
  let next = 0;
  for (const label of [...byLabel.keys()].sort((a, b) => a - b)) {
    const rows = shuffled(byLabel.get(label) ?? [], random);
    for (const row of rows) part[row] = next++ % parts;
  }
  return part;
}

/**
 * The rows to hold out: a fifth, at most a thousand, of every label at most half. Chosen by the hash of a text: what was held
 * out stays so when rows are added, so that two versions can be compared on rows that neither learned from.
 */
export function heldOutRows(truth: Int32Array, texts: readonly string[]): Set<number> {
  const wanted = Math.min(HELD_OUT_SHARE, MOST_HELD_OUT / truth.length);
  const places = texts.map(rowHash);
  const byLabel = Map.groupBy(truth.keys(), (row) => truth[row] as number);
  const taken = new Set<number>();
  let carried = 0;
  for (const label of [...byLabel.keys()].sort((a, b) => a - b)) {
    const rows = (byLabel.get(label) ?? []).sort((a, b) => ((places[a] as string) < (places[b] as string) ? -1 : 1));
    carried += wanted * rows.length;
    const count = Math.min(Math.floor(carried), Math.floor(rows.length / 2));
    carried -= count;
    for (const row of rows.slice(0, count)) taken.add(row);
  }
  return taken;
}

function shuffled(rows: readonly number[], random: () => number): number[] {
  return rows
    .map((row) => ({ row, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ row }) => row);
}
