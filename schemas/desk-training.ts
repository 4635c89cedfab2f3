import { z } from 'zod';
import { deskReport, rowNote } from './desk-report.ts';
import { isoInstant } from './primitives.ts';
import { comparison } from './serving.ts';

export const trainingProgress = z.object({
  step: z.string(),
  done: z.number(),
  total: z.number(),
  /** Null until there is something to go by. */
  secondsLeft: z.number().nullable(),
});

const order = z.object({ id: z.string(), name: z.string(), fileName: z.string(), actor: z.string(), at: isoInstant });

/** A quick training that was asked of the service, and how far it is. */
export const deskTraining = z.discriminatedUnion('status', [
  order.extend({ status: z.literal('waiting') }),
  order.extend({ status: z.literal('running'), progress: trainingProgress.nullable() }),
  order.extend({ status: z.literal('refused'), problems: z.array(rowNote) }),
  order.extend({ status: z.literal('failed'), code: z.string(), message: z.string() }),
  order.extend({
    status: z.literal('trained'),
    version: z.string(),
    report: deskReport,
    comparison: comparison.nullable(),
  }),
]);
export type DeskTraining = z.infer<typeof deskTraining>;

/** One installed version of a desk; `report` and `comparison` where it was trained on this installation. */
export const deskVersion = z.object({
  version: z.string(),
  serves: z.boolean(),
  labels: z.number().int(),
  createdAt: z.string(),
  report: deskReport.nullable(),
  comparison: comparison.nullable(),
});
export type DeskVersion = z.infer<typeof deskVersion>;

/** What goes to the process that trains, and what it says. */
export const trainingJob = z.object({
  dataDir: z.string(),
  file: z.string(),
  fileName: z.string(),
  name: z.string(),
  leaveOutConflicts: z.boolean(),
  alpha: z.number().optional(),
  corrected: z.array(z.object({ text: z.string(), label: z.string(), from: z.string() })),
});
export type TrainingJob = z.infer<typeof trainingJob>;
export const trainingMessage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), progress: trainingProgress }),
  z.object({ kind: z.literal('refused'), problems: z.array(rowNote) }),
  z.object({ kind: z.literal('failed'), code: z.string(), message: z.string() }),
  z.object({
    kind: z.literal('trained'),
    version: z.string(),
    report: deskReport,
    comparison: comparison.nullable(),
  }),
]);
export type TrainingMessage = z.infer<typeof trainingMessage>;
