import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { DocketError } from '../../schemas/errors.ts';
import { sample } from './sample.ts';

const head = z.object({
  kind: z.literal('head'),
  command: z.string(),
  machine: z.string(),
  mix: z.record(z.string(), z.number()),
  /** Settled cases a second in a closed loop, how long and with how many in flight that was measured. */
  capacity: z.object({ casesPerSecond: z.number(), seconds: z.number(), inFlight: z.number(), given: z.boolean() }),
  /** Cases offered a second. */
  offered: z.number(),
});
const moment = sample.extend({ kind: z.literal('sample') });
const end = z.object({
  kind: z.literal('end'),
  verdicts: z.array(z.object({ name: z.string(), problems: z.array(z.string()) })),
  requests: z.number(),
  cases: z.number(),
  decisions: z.number(),
  events: z.number(),
  settledInSeconds: z.number(),
  left: z.record(z.string(), z.number()),
});
const line = z.discriminatedUnion('kind', [head, moment, end]);

export type Line = z.infer<typeof line>;
export type SoakHead = z.infer<typeof head>;
export type SoakEnd = z.infer<typeof end>;
/** A run, or the part of it that there is so far: without `end` it was cut off. */
export interface SoakRecord {
  head: SoakHead;
  samples: z.infer<typeof sample>[];
  end: SoakEnd | null;
}

/** Begins a file of JSON lines that a run adds to as it goes. @returns adds a line */
export function beginRecord(path: string): (entry: Line) => void {
  writeFileSync(path, '');
  return (entry) => appendFileSync(path, `${JSON.stringify(entry)}\n`);
}

/** @throws DocketError where there is no such file or it does not begin with a head */
export function readRecord(path: string): SoakRecord {
  if (!existsSync(path)) throw new DocketError('file.not-found', `There is no ${path}`);
  const texts = readFileSync(path, 'utf8').split('\n').filter(Boolean);
  const lines = texts.map((text) => line.parse(JSON.parse(text)));
  const [first] = lines;
  if (first?.kind !== 'head') throw new DocketError('file.unreadable', `${path} is no record of a soak`);
  return {
    head: first,
    samples: lines.flatMap((one) => (one.kind === 'sample' ? [sample.parse(one)] : [])),
    end: lines.find((one) => one.kind === 'end') ?? null,
  };
}
