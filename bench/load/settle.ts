import { setTimeout as sleep } from 'node:timers/promises';
import { and, inArray, isNull, ne, or, sql } from 'drizzle-orm';
import type { Progress } from '../../deploy/local/progress.ts';
import { settledStates } from '../../schemas/case.ts';
import type { Database } from '../../store/database.ts';
import { cases, workflowRuns } from '../../store/tables.ts';
import { outboxState } from '../../store/webhooks.ts';
import { queuesOf, type Witnesses } from './collect.ts';

const POLL_MS = 1000;
const SAY_MS = 30_000;

/** Cases that are accepted, rejected or wait for a person. */
export function settledCount(db: Database): Promise<number> {
  return db.$count(cases, inArray(cases.state, [...settledStates]));
}

/** What is still under way, by what it is; empty when all is quiet. */
export async function underWay(db: Database, redisUrl: string): Promise<Record<string, number>> {
  const unsettled = (await db.$count(cases)) - (await settledCount(db));
  const { waiting: events } = await outboxState(db);
  const [unkept] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(workflowRuns)
    .leftJoin(cases, sql`${workflowRuns.caseId} = ${cases.id}`)
    .where(and(isNull(workflowRuns.exportedAt), or(isNull(cases.id), ne(cases.state, 'review'))));
  const { queues } = await queuesOf(redisUrl);
  const jobs = queues.flatMap(({ counts }) => Object.values(counts)).reduce((sum, count) => sum + count, 0);
  const all = { cases: unsettled, events, histories: unkept?.count ?? 0, jobs };
  return Object.fromEntries(Object.entries(all).filter(([, count]) => count > 0));
}

/**
 * Waits until nothing is under way and the reviewer has decided all, and says at times what is left.
 * @returns what is left after `limitMs`, empty where all is quiet
 */
export async function settle(
  { db, stack, reviewer }: Pick<Witnesses, 'db' | 'stack' | 'reviewer'>,
  limitMs: number,
  progress: Progress,
): Promise<Record<string, number>> {
  const look = async (): Promise<Record<string, number>> => {
    const decisions = await reviewer.left();
    return { ...(await underWay(db, stack.engines.REDIS_URL)), ...(decisions > 0 && { decisions }) };
  };
  const end = Date.now() + limitMs;
  let said = Date.now();
  for (;;) {
    const left = await look().catch(() => ({ unknown: 1 }));
    if (Object.keys(left).length === 0 || Date.now() > end) return left;
    if (Date.now() > said + SAY_MS) {
      said = Date.now();
      progress.say('load', `still under way: ${describe(left)}`);
    }
    await sleep(POLL_MS);
  }
}

const describe = (left: Record<string, number>): string =>
  Object.entries(left)
    .map(([what, count]) => `${count} ${what}`)
    .join(', ');
