import { z } from 'zod';
import { documentFields, extraction, lineItem, taxLine } from './document.ts';
import { blobRef } from './primitives.ts';
import { triage } from './ticket.ts';
import { page } from './words.ts';

/** The asynchronous activity that a job completes: by ids, since a task token changes with each attempt. */
export const activityTarget = z.object({ workflowId: z.string(), runId: z.string(), activityId: z.string() });
export type ActivityTarget = z.infer<typeof activityTarget>;

/** One registry for queue names and payload types: a queue a specialist, named after it. */
export const QUEUE_PREFIX = 'docket';
export const inferenceQueue = (model: string): string => `inference-${model}`;

/** `interactive`: somebody waits for it. `bulk`: one of many; it waits for what is interactive. */
export const urgency = z.enum(['interactive', 'bulk']);
export type Urgency = z.infer<typeof urgency>;

/** W3C trace context of the activity that asks; absent where nothing is traced, and in jobs of builds that had none. */
const traceparent = z.string().optional();

/** Reads the pages of one part with a document specialist or teacher. `fields`: asked only for these, all when absent. */
export const extractJob = z.object({
  task: z.literal('extract'),
  target: activityTarget,
  model: z.string(),
  reading: blobRef,
  part: z.number().int().positive(),
  fields: z.array(z.string()).optional(),
  urgency: urgency.default('interactive'),
  traceparent,
});
export type ExtractJob = z.input<typeof extractJob>;

/** Labels the texts of one activity (a slice of a bulk, or one ticket) with a desk's specialist. */
export const triageJob = z.object({
  task: z.literal('triage'),
  target: activityTarget,
  model: z.string(),
  texts: blobRef,
  urgency: urgency.default('bulk'),
  traceparent,
});
export type TriageJob = z.input<typeof triageJob>;

export const inferenceJob = z.discriminatedUnion('task', [extractJob, triageJob]);
/** A job as it is put on: its urgency may be left to its task. */
export type InferenceJob = z.input<typeof inferenceJob>;
export type QueuedJob = z.output<typeof inferenceJob>;

/** The JSON blob behind `TriageJob.texts`. */
export const triageTexts = z.array(z.string());
/** The JSON blobs that the inference worker writes and whose references complete the activity. */
export const triageBlob = z.array(triage);
export const documentInference = extraction.extend({
  kind: z.object({ value: z.enum(['invoice', 'credit-note', 'receipt', 'other']), confidence: z.number() }),
});
export type DocumentInference = z.infer<typeof documentInference>;

/** What the document specialist is given and gives, in process. */
export const documentRequest = z.object({ pages: z.array(page) });
export type DocumentRequest = z.infer<typeof documentRequest>;
export const documentAnswer = z.object({ fields: documentFields, lines: z.array(lineItem), taxes: z.array(taxLine) });

/** `jobId` from the activity's ids, without `:`; a retried activity finds its job. */
export function jobIdOf(target: ActivityTarget): string {
  return [target.workflowId, target.runId, target.activityId].join('__').replaceAll(':', '_');
}
