import { z } from 'zod';
import { isoInstant } from './primitives.ts';
import { priorityLevel } from './ticket.ts';

/** How long a lock holds without being renewed, in milliseconds. */
export const LOCK_LEASE_MS = 120_000;

/** Who works on a case in review, since when, and until when nobody else may decide it. */
export const reviewLock = z.object({ reviewer: z.string(), since: isoInstant, until: isoInstant });
export type ReviewLock = z.infer<typeof reviewLock>;

const reviewer = z.string().trim().min(1).max(200);
/** `takeOver` takes the case from whoever holds it; the audit chain keeps that. */
export const lockRequest = z.strictObject({ reviewer, takeOver: z.boolean().default(false) });
export const lockRelease = z.strictObject({ reviewer });

/** Whose a case is, ahead of its review: since when, and who said so. */
export const assignment = z.object({ reviewer: z.string(), at: isoInstant, by: z.string() });
export type Assignment = z.infer<typeof assignment>;
export const assignRequest = z.strictObject({ reviewer });

/** What depends on a case: the gross total of a document as printed, in its currency, or the priority of a ticket. */
export const stake = z.object({
  amount: z.string().nullable(),
  currency: z.string().nullable(),
  priority: priorityLevel.nullable(),
});
export type Stake = z.infer<typeof stake>;

/** A case that waits for a person. `dueAt`: null where no deadline was set. */
export const waiting = z.object({ dueAt: isoInstant.nullable(), stake });
export type Waiting = z.infer<typeof waiting>;

/** `newest` first, or by `urgency`: what waits for review, the most urgent first. */
export const caseOrder = z.enum(['newest', 'urgency']);
export type CaseOrder = z.infer<typeof caseOrder>;
