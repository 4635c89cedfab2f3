import type { AuditEntry } from '../schemas/audit.ts';
import { canonicalSha256 } from './canonical-json.ts';
import type { auditEntries } from './tables.ts';

export function toEntry(row: typeof auditEntries.$inferSelect): AuditEntry {
  return { ...row, at: row.at.toISOString() };
}

/** The hash an entry must have. */
export function hashOf({ hash: _, ...entry }: AuditEntry): string {
  return canonicalSha256(entry);
}
