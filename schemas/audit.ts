import { z } from 'zod';
import { isoInstant, sha256 } from './primitives.ts';

export const auditAction = z.enum([
  'case.received',
  'case.decided',
  'case.reviewed',
  'case.reminded',
  'case.overdue',
  'case.escalated',
  'case.closed',
  'case.taken-over',
  'case.assigned',
  'history.exported',
  'webhook.delivered',
  'key.created',
  'desk.trained',
  'model.serving',
  'policy.set',
  'policy.alarm',
  'policy.alarm-cleared',
  'policy.document-alarm',
  'policy.document-alarm-cleared',
  'case.second-look',
  'orders.kept',
  'order.removed',
  'assumptions.set',
]);
export type AuditAction = z.infer<typeof auditAction>;

/** One link of the chain: `hash` = SHA-256 over the canonical JSON of the entry without `hash`, `previous` included. */
export const auditEntry = z.object({
  sequence: z.number().int().positive(),
  at: isoInstant,
  actor: z.string(),
  action: auditAction,
  caseId: z.string().nullable(),
  /** SHA-256 of the canonical JSON of what happened; the body itself is in `body`. */
  body: z.record(z.string(), z.unknown()),
  previous: sha256,
  hash: sha256,
});
export type AuditEntry = z.infer<typeof auditEntry>;

/** `previous` of the first entry. */
export const GENESIS_HASH = '0'.repeat(64);
