import type { FastifyBaseLogger } from 'fastify';
import { within } from '../observability/within.ts';
import type { Arrival } from '../schemas/case.ts';
import type { KeptAnswer } from '../store/idempotency.ts';
import { type NewArrivals, receiveCases } from '../store/receive-cases.ts';
import { markBatchStarted, markStarted, removeUnstarted } from '../store/starts.ts';
import type { ApiDependencies } from './dependencies.ts';

export type Receiving = Pick<ApiDependencies, 'db' | 'workflows'>;

const DATABASE_DEADLINE_MS = 1500;
const DEADLINE_MS_A_CASE = 2;
/**
 * A worker that is free has noted the start of a case by then; else it is noted here. Under an Idempotency-Key it is
 * noted before the answer, so that the request sent again gets the same one.
 */
const NOTE_AFTER_MS = 1000;

/**
 * Accepts cases: stored in one transaction, then handed to the workflow engine. Where the engine does not take the first
 * they are all taken back and the error is thrown; once it took one, also without saying so, the rest is kept and
 * started later.
 */
export async function receive(deps: Receiving, arrivals: NewArrivals, log: FastifyBaseLogger): Promise<KeptAnswer> {
  const message = 'The database does not answer';
  const receiving = receiveCases(deps.db, arrivals);
  const deadline = DATABASE_DEADLINE_MS + DEADLINE_MS_A_CASE * arrivals.cases.length;
  const { kept, created } = await within(deadline, 'unavailable.database', message, receiving);
  if (!created) return kept;
  const singles = arrivals.cases.filter(({ batchId }) => batchId === undefined);
  const [first, ...others] = [
    ...singles.map((one) => ({ start: () => startCase(deps, one), note: () => markStarted(deps.db, [one.id]) })),
    ...arrivals.batches.map((batch) => ({
      start: () => deps.workflows.startBatch(batch),
      note: () => markBatchStarted(deps.db, batch.id),
    })),
  ];
  try {
    await first?.start();
  } catch (error) {
    if (await isWithdrawn(deps, arrivals, log)) throw error;
  }
  const later = (error: unknown) => log.warn({ err: error }, 'a case is kept; its start is made or noted later');
  const noted = async (note: () => Promise<void>) => {
    if (arrivals.idempotency !== null) await note().catch(later);
    else setTimeout(() => void note().catch(later), NOTE_AFTER_MS).unref();
  };
  if (first) await noted(first.note);
  for (const { start, note } of others)
    await start()
      .then(() => noted(note))
      .catch(later);
  return kept;
}

/** Hands one stored case to the workflow engine. */
export function startCase({ workflows }: Receiving, { id, arrival }: { id: string; arrival: Arrival }): Promise<void> {
  return arrival.kind === 'document' ? workflows.startDocument(id, arrival) : workflows.startTicket(id, arrival.ticket);
}

/** False where a workflow has them after all. Cases that cannot be taken back now are started later, unanswered. */
async function isWithdrawn({ db }: Receiving, arrivals: NewArrivals, log: FastifyBaseLogger): Promise<boolean> {
  const caseIds = arrivals.cases.map(({ id }) => id);
  const batchIds = arrivals.batches.map(({ id }) => id);
  try {
    return await removeUnstarted(db, { caseIds, batchIds, idempotency: arrivals.idempotency });
  } catch (error) {
    log.warn({ err: error, caseIds }, 'cases could not be taken back; they are started later');
    return true;
  }
}
