import type { CaseSummary } from '../schemas/case.ts';
import type { BlobRef } from '../schemas/primitives.ts';
import { insertCases, type NewCase } from './cases.ts';
import type { Connection } from './connection.ts';
import { type IdempotencyKey, type KeptAnswer, keepAnswer, takeKey } from './idempotency.ts';
import { batches } from './tables.ts';

/** Bulk tickets of one desk that share a workflow. `cases` is the JSON blob of {caseId, ticket}[] it reads. */
export interface NewBatch {
  id: string;
  desk: string;
  cases: BlobRef;
  count: number;
}

export interface NewArrivals {
  cases: readonly (NewCase & { id: string })[];
  batches: readonly NewBatch[];
  idempotency: IdempotencyKey | null;
  /** The answer to the request, kept under its key. */
  answer(summaries: CaseSummary[]): KeptAnswer;
}

/**
 * Stores the cases of one request, with its answer, in one transaction. `created` is false where the key was answered
 * before: then `kept` is the earlier answer and there is nothing to start.
 */
export function receiveCases(db: Connection, arrivals: NewArrivals): Promise<{ kept: KeptAnswer; created: boolean }> {
  const { idempotency } = arrivals;
  return db.transaction(async (tx) => {
    if (idempotency !== null) {
      const ids = arrivals.cases.map(({ id }) => id);
      const earlier = await takeKey(tx, idempotency, ids);
      if (earlier !== null) return { kept: earlier, created: false };
    }
    if (arrivals.batches.length > 0) await tx.insert(batches).values([...arrivals.batches]);
    const kept = arrivals.answer(await insertCases(tx, arrivals.cases));
    if (idempotency !== null) await keepAnswer(tx, idempotency, kept);
    return { kept, created: true };
  });
}
