import { putJson } from '../store/blobs/json.ts';
import { waitingTicket } from '../store/waiting-tickets.ts';
import type { ApiDependencies } from './dependencies.ts';
import type { WaitingInput } from './temporal.ts';

/** What the workflow of a waiting ticket is begun with by a decision on it; null where the case is no such ticket. */
export async function waitingInput(
  { db, blobs }: Pick<ApiDependencies, 'db' | 'blobs'>,
  caseId: string,
): Promise<WaitingInput | null> {
  const waiting = await waitingTicket(db, caseId);
  if (waiting === null) return null;
  const { ticket, outcome, since } = waiting;
  return { ticket, triaged: await putJson(blobs, outcome), waitedMs: Math.max(0, Date.now() - since.getTime()) };
}
