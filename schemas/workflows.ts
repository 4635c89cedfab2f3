import { z } from 'zod';
import { caseState, documentArrival, outcome } from './case.ts';
import { blobRef } from './primitives.ts';
import { ticketInput } from './ticket.ts';

export * from './workflow-names.ts';

/** Waiting for a person, as inputs of the workflow so that tests need no time skipping. All in milliseconds. */
export const reviewTimers = z.object({
  deadlineMs: z.number().int().positive(),
  reminderMs: z.number().int().positive(),
  /** When the case is escalated to a lead; absent in runs of builds that had none: at the deadline. */
  leadMs: z.number().int().positive().optional(),
});
export type ReviewTimers = z.infer<typeof reviewTimers>;

/** A step above the specialist and below a person. */
export const ladderStep = z.enum(['teacher', 'llm']);
export type LadderStep = z.infer<typeof ladderStep>;

export const documentWorkflowInput = z.object({
  caseId: z.string(),
  arrival: documentArrival,
  review: reviewTimers,
  /** Steps above the specialist that are configured, in order. */
  ladder: z.array(ladderStep),
  /** What an earlier part's case read from the same file; absent for part 1. */
  reading: blobRef.optional(),
});
export type DocumentWorkflowInput = z.infer<typeof documentWorkflowInput>;

export const ticketWorkflowInput = z.object({
  caseId: z.string(),
  ticket: ticketInput,
  review: reviewTimers,
  ladder: z.array(ladderStep),
  /** The doubtful outcome that a batch came to; absent for a ticket that is still to be triaged. */
  triaged: blobRef.optional(),
  /** How long that outcome has been on record and has waited for a person; absent where it is not on record yet. */
  waitedMs: z.number().int().nonnegative().optional(),
});
export type TicketWorkflowInput = z.infer<typeof ticketWorkflowInput>;

/** Many tickets of one desk share a workflow. `cases` is a JSON blob of {caseId, ticket}[]. */
export const ticketBatchWorkflowInput = z.object({
  batchId: z.string(),
  desk: z.string(),
  cases: blobRef,
  count: z.number().int().positive(),
  review: reviewTimers,
  ladder: z.array(ladderStep),
  /** Tickets that one inference job labels; absent in batches of builds that knew one size only. */
  sliceSize: z.number().int().positive().optional(),
  /** Where a continued run goes on, and what came before it. */
  from: z.number().int().nonnegative().optional(),
  recorded: z.number().int().nonnegative().optional(),
  started: z.number().int().nonnegative().optional(),
  waiting: z.number().int().nonnegative().optional(),
});
export type TicketBatchWorkflowInput = z.infer<typeof ticketBatchWorkflowInput>;

/** The tickets of one batch that wait for a person wait together, until the first of their timers is due. */
export const ticketWaitWorkflowInput = z.object({ batchId: z.string(), desk: z.string(), review: reviewTimers });
export type TicketWaitWorkflowInput = z.infer<typeof ticketWaitWorkflowInput>;

/** One entry of the `cases` blob. */
export const batchCase = z.object({ caseId: z.string(), ticket: ticketInput });
export type BatchCase = z.infer<typeof batchCase>;

/** What a workflow returns: references and a state, never values. */
export const workflowResult = z.object({ caseId: z.string(), state: caseState, outcome: blobRef.nullable() });
export type WorkflowResult = z.infer<typeof workflowResult>;

/** What a batch returns. */
export const batchResult = z.object({
  batchId: z.string(),
  recorded: z.number().int().nonnegative(),
  /** Tickets that went on in a workflow of their own. */
  started: z.number().int().nonnegative(),
  /** Tickets that wait for a person, together. */
  waiting: z.number().int().nonnegative().optional(),
});
export type BatchResult = z.infer<typeof batchResult>;
export type { Outcome } from './case.ts';
export const storedOutcome = outcome;
