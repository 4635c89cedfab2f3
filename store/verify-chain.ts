import { asc, gt, sql } from 'drizzle-orm';
import { type AuditEntry, GENESIS_HASH } from '../schemas/audit.ts';
import { hashOf, toEntry } from './audit-entry.ts';
import { canonicalSha256 } from './canonical-json.ts';
import type { Connection } from './connection.ts';
import { auditEntries, outcomes } from './tables.ts';

export type ChainReport = { ok: true; entries: number; head: string } | BrokenChain;
interface BrokenChain {
  ok: false;
  sequence: number;
  problem: string;
}
/** What an entry says of an outcome, by `caseId revision`. */
type Named = Map<string, { sequence: number; sha256: string }>;

const PAGE = 1000;

/**
 * Walks the whole chain: numbering, links, hashes; and that every stored outcome is the one its entry names. The head
 * it returns is what to write down elsewhere: entries cut off the end together with their outcomes show only against
 * an earlier head.
 */
export function verifyChain(db: Connection): Promise<ChainReport> {
  return db.transaction(
    async (tx) => {
      const named: Named = new Map();
      const chain = await walkEntries(tx, named);
      if (!chain.ok) return chain;
      return (await compareOutcomes(tx, named, chain.entries)) ?? chain;
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  );
}

async function walkEntries(tx: Connection, named: Named): Promise<ChainReport> {
  let sequence = 0;
  let previous = GENESIS_HASH;
  for (;;) {
    const after = gt(auditEntries.sequence, sequence);
    const rows = await tx.select().from(auditEntries).where(after).orderBy(asc(auditEntries.sequence)).limit(PAGE);
    for (const row of rows) {
      const entry = toEntry(row);
      const problem = linkProblem(entry, sequence + 1, previous);
      if (problem !== null) return { ok: false, sequence: sequence + 1, problem };
      sequence = entry.sequence;
      previous = entry.hash;
      const { revision, outcomeSha256: sha256 } = entry.body;
      if (typeof revision === 'number' && typeof sha256 === 'string') {
        named.set(`${entry.caseId} ${revision}`, { sequence, sha256 });
      }
    }
    if (rows.length < PAGE) return { ok: true, entries: sequence, head: previous };
  }
}

function linkProblem(entry: AuditEntry, sequence: number, previous: string): string | null {
  if (entry.sequence !== sequence) return `entry ${sequence} is missing; the next one is ${entry.sequence}`;
  if (entry.previous !== previous) return `entry ${sequence} does not follow the entry before it`;
  if (entry.hash !== hashOf(entry)) return `entry ${sequence} was altered: its content does not match its hash`;
  return null;
}

async function compareOutcomes(tx: Connection, named: Named, entries: number): Promise<BrokenChain | null> {
  let last = { caseId: '', revision: 0 };
  for (;;) {
    const rows = await tx
      .select({ caseId: outcomes.caseId, revision: outcomes.revision, outcome: outcomes.outcome })
      .from(outcomes)
      .where(sql`(${outcomes.caseId}, ${outcomes.revision}) > (${last.caseId}, ${last.revision})`)
      .orderBy(asc(outcomes.caseId), asc(outcomes.revision))
      .limit(PAGE);
    for (const row of rows) {
      const what = `revision ${row.revision} of case ${row.caseId}`;
      const entry = named.get(`${row.caseId} ${row.revision}`);
      if (entry === undefined) return { ok: false, sequence: entries + 1, problem: `no entry names ${what}` };
      named.delete(`${row.caseId} ${row.revision}`);
      if (canonicalSha256(row.outcome) !== entry.sha256) {
        return { ok: false, sequence: entry.sequence, problem: `the stored ${what} is not the one recorded` };
      }
      last = row;
    }
    if (rows.length < PAGE) break;
  }
  const [gone] = named;
  if (gone === undefined) return null;
  const [key, { sequence }] = gone;
  return {
    ok: false,
    sequence,
    problem: `the outcome of case and revision ${key}, which entry ${sequence} names, is gone`,
  };
}
