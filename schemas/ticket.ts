import { z } from 'zod';
import { reason } from './document.ts';
import { producer } from './evidence.ts';
import { finding } from './finding.ts';
import { impact, urgency } from './impact-and-urgency.ts';
import { probability } from './primitives.ts';

/** Longest ticket text in characters. */
export const TICKET_TEXT_LIMIT = 20_000;

export const priorityLevel = z.enum(['low', 'normal', 'high', 'urgent']);
export type PriorityLevel = z.infer<typeof priorityLevel>;

/** A ticket as a support system posts it. `desk` names the specialist: banking77, clinc150, customer-care, it-topic … */
export const ticketInput = z.strictObject({
  id: z.string().min(1).max(200).optional(),
  desk: z.string().min(1).max(80),
  subject: z.string().max(1000).optional(),
  text: z.string().trim().min(1).max(TICKET_TEXT_LIMIT),
  impact: impact.optional(),
  urgency: urgency.optional(),
});
export type TicketInput = z.infer<typeof ticketInput>;

/** A label with its calibrated probability. */
export const labelScore = z.object({ label: z.string(), confidence: probability });
export type LabelScore = z.infer<typeof labelScore>;

/** Intent, topic or any other single label of a desk. */
export const labelDecision = labelScore.extend({
  accepted: z.boolean(),
  source: z.enum(['specialist', 'teacher', 'llm', 'human', 'rule']),
  by: producer,
  alternatives: z.array(labelScore),
});
export type LabelDecision = z.infer<typeof labelDecision>;

/** What one specialist said of one text. `oosScore`: higher = more likely out of scope. */
export const triage = z.object({
  label: labelDecision,
  outOfScope: z.boolean(),
  oosScore: z.number(),
});
export type Triage = z.infer<typeof triage>;

export const entityKind = z.enum([
  'order',
  'invoice',
  'account',
  'amount',
  'date',
  'email',
  'phone',
  'url',
  'account-type',
  'person',
  'company',
  'city',
  'country',
  'date-from',
  'date-to',
  'date-period',
  'time',
  'time-period',
  'people',
  'adults',
  'kids',
  'rooms',
]);
/**
 * A span of the ticket's text. Offsets are UTF-16 code units into `text`. Only what a specialist found carries a
 * calibrated `confidence`, whether it reaches the bound (`accepted`), and `by`; a rule matches or does not.
 */
export const entity = z.object({
  kind: entityKind,
  value: z.string(),
  text: z.string(),
  start: z.number().int(),
  end: z.number().int(),
  source: z.enum(['rule', 'specialist']),
  confidence: probability.optional(),
  accepted: z.boolean().optional(),
  by: producer.optional(),
});
export type Entity = z.infer<typeof entity>;

/** Priority by the written policy (impact × urgency), always with its reason. */
export const priority = z.object({
  level: priorityLevel,
  impact,
  urgency,
  reason: z.string(),
  source: z.enum(['rule', 'specialist', 'human']),
});
export type Priority = z.infer<typeof priority>;

const ticketBody = z.object({
  desk: z.string(),
  intent: labelDecision,
  /** The coarser topic the intent belongs to; equals the intent on a desk whose labels are topics. */
  topic: z.string(),
  language: z.string().nullable(),
  priority,
  entities: z.array(entity),
  outOfScope: z.boolean(),
  oosScore: z.number(),
  findings: z.array(finding),
  reasons: z.array(reason),
});

/** How a ticket ends. */
export const ticketResult = z.discriminatedUnion('status', [
  ticketBody.extend({ status: z.literal('accepted') }),
  ticketBody.extend({ status: z.literal('review') }),
  ticketBody.extend({ status: z.literal('rejected') }),
]);
export type TicketResult = z.infer<typeof ticketResult>;
