import type { Entity } from '../../schemas/ticket.ts';
import type { LabelledTicket } from './labelled-tickets.ts';

/** What one ticket adds to the counts of a kind. */
export type Counts = { right: number; found: number; marked: number };
export type Scored = { ticket: LabelledTicket; kinds: ReadonlyMap<string, Counts> };
export type Figure = Counts & { f1: number; low: number; high: number; rows: number };

const SAMPLES = 1000;

/**
 * Exact comparison of kind, start and end. Kinds that the set does not mark are not judged, nor is what stands on a
 * value of a kind that is not offered. `name` may take kinds together.
 */
export function scoreTicket(
  ticket: LabelledTicket,
  found: readonly Entity[],
  name: (kind: string) => string = (kind) => kind,
): Scored {
  const kinds = new Map<string, Counts>();
  const of = (kind: string): Counts => {
    const counts = kinds.get(name(kind)) ?? { right: 0, found: 0, marked: 0 };
    kinds.set(name(kind), counts);
    return counts;
  };
  for (const mark of ticket.marks) if (mark.kind !== null) of(mark.kind).marked++;
  for (const { kind, start, end } of found) {
    const unoffered = ticket.marks.some((mark) => mark.kind === null && start < mark.end && mark.start < end);
    if (!ticket.annotated.has(kind) || unoffered) continue;
    const right = ticket.marks.some(
      (mark) => mark.kind !== null && name(mark.kind) === name(kind) && mark.start === start && mark.end === end,
    );
    of(kind).found++;
    if (right) of(kind).right++;
  }
  return { ticket, kinds };
}

/** Numbers in 0..1 that are the same each run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function sum(counts: readonly Counts[]): Counts {
  const total = { right: 0, found: 0, marked: 0 };
  for (const { right, found, marked } of counts) {
    total.right += right;
    total.found += found;
    total.marked += marked;
  }
  return total;
}

const f1Of = ({ right, found, marked }: Counts): number => (2 * right) / Math.max(1, found + marked);

/** F1 of a kind, or of all (null), with a 95 % interval by bootstrap over rows. */
export function figureOf(scored: readonly Scored[], kind: string | null): Figure {
  const rows = scored.map(({ kinds }) => sum(kind === null ? [...kinds.values()] : [kinds.get(kind) ?? sum([])]));
  const random = seeded(1);
  const resampled = Array.from({ length: SAMPLES }, () =>
    f1Of(sum(rows.map(() => rows[Math.floor(random() * rows.length)] ?? sum([])))),
  ).sort((a, b) => a - b);
  const at = (share: number) => resampled[Math.floor(share * SAMPLES)] ?? Number.NaN;
  const total = sum(rows);
  const touched = rows.filter(({ found, marked }) => found + marked > 0).length;
  return { ...total, f1: f1Of(total), low: at(0.025), high: at(0.975), rows: touched };
}
