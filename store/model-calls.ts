import { and, eq, gte, sql } from 'drizzle-orm';
import { DocketError } from '../schemas/errors.ts';
import type { ModelBudget, ModelUsage } from '../schemas/model-usage.ts';
import type { Connection } from './connection.ts';
import { newId } from './id.ts';
import { modelAnswers, modelCalls } from './tables.ts';

export interface Asker {
  caseId: string;
  /** Of a ticket, or `documents`. */
  desk: string;
}

/** Keeps what calls cost. Prices are per million tokens, so a token costs that many millionths. */
export async function recordModelCalls(
  db: Connection,
  asker: Asker & { model: string },
  calls: readonly ModelUsage[],
  { promptPrice, answerPrice }: Pick<ModelBudget, 'promptPrice' | 'answerPrice'>,
): Promise<void> {
  if (calls.length === 0) return;
  const rows = calls.map((call) => ({
    id: newId(),
    ...asker,
    ...call,
    costMicros: Math.round(call.promptTokens * promptPrice + call.answerTokens * answerPrice),
  }));
  await db.insert(modelCalls).values(rows);
}

interface Spent {
  tokens: number;
  ms: number;
  cost: number;
}

const dayStart = (now: Date) => new Date(now.toISOString().slice(0, 10));

async function spent(db: Connection, where: ReturnType<typeof and>): Promise<Spent> {
  const [row] = await db
    .select({
      tokens: sql<number>`coalesce(sum(${modelCalls.promptTokens} + ${modelCalls.answerTokens}), 0)::float8`,
      ms: sql<number>`coalesce(sum(${modelCalls.ms}), 0)::float8`,
      cost: sql<number>`coalesce(sum(${modelCalls.costMicros}), 0)::float8 / 1e6`,
    })
    .from(modelCalls)
    .where(where);
  return row ?? { tokens: 0, ms: 0, cost: 0 };
}

/**
 * A call may begin while every budget has something left; the call that empties one still ends.
 * @throws DocketError `llm.budget` that names the setting
 */
export async function assertBudget(db: Connection, { caseId, desk }: Asker, budget: ModelBudget): Promise<void> {
  const today = gte(modelCalls.at, dayStart(new Date()));
  const ofCase = await spent(db, eq(modelCalls.caseId, caseId));
  refuseAt('DOCKET_LLM_CASE_TOKENS', ofCase.tokens, budget.caseTokens, `case ${caseId}`);
  refuseAt('DOCKET_LLM_CASE_MS', ofCase.ms, budget.caseMs, `case ${caseId}`);
  if (budget.deskDayTokens !== null) {
    const { tokens } = await spent(db, and(today, eq(modelCalls.desk, desk)));
    refuseAt('DOCKET_LLM_DESK_DAY_TOKENS', tokens, budget.deskDayTokens, `${desk} today`);
  }
  if (budget.dayTokens === null && budget.dayCost === null) return;
  const all = await spent(db, today);
  if (budget.dayTokens !== null) refuseAt('DOCKET_LLM_DAY_TOKENS', all.tokens, budget.dayTokens, 'today');
  if (budget.dayCost !== null) refuseAt('DOCKET_LLM_DAY_COST', all.cost, budget.dayCost, 'today');
}

function refuseAt(setting: string, used: number, most: number, who: string): void {
  if (used >= most) throw new DocketError('llm.budget', `${setting} is spent: ${used} of ${most} by ${who}`);
}

/** Answers of larger models, kept in the database. */
export const openAnswerCache = (db: Connection) => ({
  async get(key: string): Promise<string | null> {
    const [row] = await db.select().from(modelAnswers).where(eq(modelAnswers.key, key));
    return row?.answer ?? null;
  },
  async set(key: string, answer: string): Promise<void> {
    await db.insert(modelAnswers).values({ key, answer }).onConflictDoNothing();
  },
});
