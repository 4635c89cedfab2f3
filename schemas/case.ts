import { z } from 'zod';
import { documentResult, reason } from './document.ts';
import { documentBoundStamp } from './document-bound.ts';
import { evidenceSource, producer } from './evidence.ts';
import { jointStamp } from './joint-calibration.ts';
import { acceptanceThreshold, escalationCalibration } from './model-card.ts';
import { automation } from './policy.ts';
import { blobRef, isoDate, isoInstant } from './primitives.ts';
import { messageHeader } from './reading.ts';
import { assignment, reviewLock, waiting } from './review-queue.ts';
import { ticketInput, ticketResult } from './ticket.ts';

/** Bumped when the meaning of a stored result changes. Stamped into every decision. */
export const SCHEMA_VERSION = '1';

export const caseKind = z.enum(['document', 'ticket']);
export type CaseKind = z.infer<typeof caseKind>;

/** received → processing → review → accepted | rejected. */
export const caseState = z.enum(['received', 'processing', 'review', 'accepted', 'rejected']);
export type CaseState = z.infer<typeof caseState>;
export const settledStates: readonly CaseState[] = ['review', 'accepted', 'rejected'];
export const closedStates: readonly CaseState[] = ['accepted', 'rejected'];

export const documentArrival = z.object({
  kind: z.literal('document'),
  fileName: z.string(),
  blob: blobRef,
  /** Which document of the file, from 1. */
  part: z.number().int().positive().default(1),
  /** The case of part 1, for the others. */
  parentId: z.string().nullable().default(null),
});
export const ticketArrival = z.object({ kind: z.literal('ticket'), ticket: ticketInput });
export const arrival = z.discriminatedUnion('kind', [documentArrival, ticketArrival]);
export type DocumentArrival = z.infer<typeof documentArrival>;
export type TicketArrival = z.infer<typeof ticketArrival>;
export type Arrival = z.infer<typeof arrival>;

/** What a decision rests on: everything an auditor needs to run it again. */
export const decisionRecord = z.object({
  schemaVersion: z.string(),
  build: z.string(),
  models: z.array(producer),
  thresholds: z.record(z.string(), acceptanceThreshold),
  /** How the confidence of a document's values followed from all that spoke for them. */
  joint: jointStamp.optional(),
  escalations: z.array(
    z.object({
      step: z.enum(['teacher', 'llm', 'human']),
      fields: z.array(z.string()),
      by: producer.nullable(),
      /** `agreed`, `disagreed`, `answered`, `nothing-found`, `skipped`, `corrected`, or the error code of a step that failed. */
      outcome: z.string(),
      /** Why a step was skipped. */
      why: z.string().optional(),
      /** How far a teacher was believed. */
      calibration: escalationCalibration.optional(),
    }),
  ),
  /** What was allowed to pass without a person, and whether the bound counted as broken. */
  policy: z
    .object({
      automation,
      fields: z.record(z.string(), automation).optional(),
      alarm: z.boolean(),
      /** Whether the bound on whole documents counted as broken. */
      documentAlarm: z.boolean().optional(),
    })
    .optional(),
  /** The bound on whole documents that the policy asked for, and how sure the document was. Exact data has none. */
  documentBound: documentBoundStamp.optional(),
  /** The day that date checks counted from. */
  today: isoDate.optional(),
});
export type DecisionRecord = z.infer<typeof decisionRecord>;

/** What a case ends with. */
export const outcome = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('document'),
    result: documentResult,
    decision: decisionRecord,
    reading: blobRef.nullable(),
  }),
  z.object({ kind: z.literal('ticket'), result: ticketResult, decision: decisionRecord }),
  /** A file that could not be read ends rejected with its coded reason and no fields. */
  z.object({ kind: z.literal('refused'), status: z.literal('rejected'), reasons: z.array(reason).min(1) }),
]);
export type Outcome = z.infer<typeof outcome>;

/** Where in an e-mail or archive the document was found. `path` begins at the file that was sent: "scans.zip/a.pdf". */
export const caseOrigin = z.object({ path: z.string(), message: messageHeader.nullable() });
export type CaseOrigin = z.infer<typeof caseOrigin>;

/** A case that waited too long for a person, and whom it was handed on to. It still waits; anyone may decide it. */
export const leadEscalation = z.object({ at: isoInstant, lead: z.string() });
export type LeadEscalation = z.infer<typeof leadEscalation>;

/** A case as lists and `GET /v1/cases/:id` show it. */
export const caseSummary = z.object({
  id: z.string(),
  kind: caseKind,
  state: caseState,
  /** File name, or the beginning of the ticket. */
  title: z.string(),
  desk: z.string().nullable(),
  part: z.number().int(),
  parentId: z.string().nullable(),
  /** Null where the file that was sent is the document. */
  origin: caseOrigin.nullable().default(null),
  reasons: z.array(reason),
  escalation: leadEscalation.nullable().default(null),
  /** Null where no person is waited for. */
  waiting: waiting.nullable().default(null),
  /** Null where it is nobody's yet, and once it is closed. */
  assignment: assignment.nullable().default(null),
  /** Null where nobody works on it. */
  lock: reviewLock.nullable().default(null),
  createdAt: isoInstant,
  updatedAt: isoInstant,
  closedAt: isoInstant.nullable(),
});
export type CaseSummary = z.infer<typeof caseSummary>;

/** Another document of the same file: of the same e-mail, archive or bundle of invoices. */
export const relatedCase = caseSummary.pick({ id: true, title: true, part: true, state: true, origin: true });
export type RelatedCase = z.infer<typeof relatedCase>;

export const caseDetail = caseSummary.extend({
  arrival,
  outcome: outcome.nullable(),
  pages: z.array(z.object({ width: z.number(), height: z.number() })),
  related: z.array(relatedCase).default([]),
});
export type CaseDetail = z.infer<typeof caseDetail>;

/** A change a person made to one value. Append-only. */
export const correction = z.object({
  path: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  beforeSource: evidenceSource.nullable(),
});
export type Correction = z.infer<typeof correction>;
