import { asc, desc, eq, sql } from 'drizzle-orm';
import { type AuditAction, type AuditEntry, GENESIS_HASH } from '../schemas/audit.ts';
import { hashOf, toEntry } from './audit-entry.ts';
import type { Connection } from './connection.ts';
import { storableJson } from './json-value.ts';
import { auditEntries } from './tables.ts';
import { transactional } from './transactional.ts';

export { type ChainReport, verifyChain } from './verify-chain.ts';

const AUDIT_LOCK = 4_680_002;
/** Postgres takes 65,535 parameters a statement. */
const ROWS_A_STATEMENT = 1000;

export interface AuditEvent {
  actor: string;
  action: AuditAction;
  caseId: string | null;
  body: Record<string, unknown>;
}

/** Appends one entry to the chain. Call it last in a transaction: the chain is held until that commits. */
export async function appendAudit(tx: Connection, event: AuditEvent): Promise<void> {
  await appendAuditEntries(tx, [event]);
}

/** Appends several entries under one hold of the chain. */
export async function appendAuditEntries(tx: Connection, events: readonly AuditEvent[]): Promise<void> {
  if (events.length === 0) return;
  await transactional(tx, async (inner) => {
    await inner.execute(sql`select pg_advisory_xact_lock(${AUDIT_LOCK})`);
    const [head] = await inner.select().from(auditEntries).orderBy(desc(auditEntries.sequence)).limit(1);
    let sequence = head?.sequence ?? 0;
    let previous = head?.hash ?? GENESIS_HASH;
    const at = new Date().toISOString();
    const entries = events.map((event) => {
      sequence += 1;
      const entry = { sequence, at, ...storableJson(event), previous, hash: '' };
      previous = hashOf(entry);
      return { ...entry, at: new Date(at), hash: previous };
    });
    for (let from = 0; from < entries.length; from += ROWS_A_STATEMENT) {
      await inner.insert(auditEntries).values(entries.slice(from, from + ROWS_A_STATEMENT));
    }
  });
}

/** The entries of one case, oldest first. */
export async function auditOf(db: Connection, caseId: string): Promise<AuditEntry[]> {
  const rows = await db
    .select()
    .from(auditEntries)
    .where(eq(auditEntries.caseId, caseId))
    .orderBy(asc(auditEntries.sequence));
  return rows.map(toEntry);
}
