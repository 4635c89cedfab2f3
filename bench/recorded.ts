import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { Ratio } from './measure.ts';
import { type Machine, namedRatios, type Section, spreads } from './report.ts';

const FOLDER = join(import.meta.dirname, 'recorded');

const ratio = z.object({
  median: z.number(),
  low: z.number(),
  high: z.number(),
  rounds: z.number(),
  better: z.enum(['lower', 'higher']),
  goal: z.number().optional(),
});
/** What a run of one part measured, where and when. */
const record = z.object({
  at: z.iso.date(),
  machine: z.object({ cpu: z.string(), cores: z.number(), node: z.string(), loadBefore: z.number() }),
  ratios: z.record(z.string(), z.number()),
  spreads: z.record(z.string(), ratio),
});
export type BenchRecord = z.infer<typeof record>;

/** The last recorded run of a part; null where none is. */
export function readRecord(part: string, folder: string = FOLDER): BenchRecord | null {
  const path = join(folder, `${part}.json`);
  return existsSync(path) ? record.parse(JSON.parse(readFileSync(path, 'utf8'))) : null;
}

/** Puts a run in the place of the last recorded one. */
export function writeRecord(
  part: string,
  machine: Machine,
  sections: readonly Section[],
  folder: string = FOLDER,
): void {
  const path = join(folder, `${part}.json`);
  mkdirSync(dirname(path), { recursive: true });
  const at = new Date().toISOString().slice(0, 10);
  const kept: BenchRecord = { at, machine, ratios: namedRatios(sections), spreads: spreads(sections) };
  writeFileSync(path, `${JSON.stringify(kept, null, 2)}\n`);
}

export type Verdict = 'as before' | 'better' | 'worse' | 'changed' | 'new' | 'no longer measured';

export interface Change {
  name: string;
  before: number | null;
  now: number | null;
  verdict: Verdict;
}

/** Each ratio beside that of the record. Two differ where their spreads, from 10 % to 90 % of the rounds, do not meet. */
export function compare(before: BenchRecord, sections: readonly Section[]): Change[] {
  const [now, spreadNow] = [namedRatios(sections), spreads(sections)];
  const names = [...new Set([...Object.keys(before.ratios), ...Object.keys(now)])];
  return names.map((name) => {
    const [was, is] = [before.ratios[name] ?? null, now[name] ?? null];
    return { name, before: was, now: is, verdict: verdictOf(was, is, before.spreads[name], spreadNow[name]) };
  });
}

type Spread = Pick<Ratio, 'low' | 'high' | 'better'>;

function verdictOf(
  was: number | null,
  is: number | null,
  before: Spread | undefined,
  now: Spread | undefined,
): Verdict {
  if (was === null) return 'new';
  if (is === null) return 'no longer measured';
  if (!before || !now) return was === is ? 'as before' : 'changed';
  if (now.low <= before.high && before.low <= now.high) return 'as before';
  return now.low > before.high === (now.better === 'higher') ? 'better' : 'worse';
}

export function printComparison(part: string, { at, machine }: BenchRecord, changes: readonly Change[]): void {
  console.log(
    `\n${part}, beside the run recorded ${at} on ${machine.cpu}, ${machine.cores} cores (load ${machine.loadBefore.toFixed(1)})`,
  );
  const shown = (value: number | null) => (value === null ? '–' : value.toFixed(3)).padStart(10);
  for (const { name, before, now, verdict } of changes)
    console.log(`  ${name.padEnd(44)}${shown(before)} → ${shown(now)}  ${verdict}`);
}
