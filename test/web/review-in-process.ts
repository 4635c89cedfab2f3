import { applyDocumentReview } from '../../checks/apply-document-review.ts';
import { applyTicketReview } from '../../checks/apply-ticket-review.ts';
import type { Outcome } from '../../schemas/case.ts';
import { DocketError } from '../../schemas/errors.ts';
import type { ReviewDecision } from '../../schemas/review.ts';
import { getCase } from '../../store/cases.ts';
import type { Database } from '../../store/database.ts';
import { recordOutcome } from '../../store/outcomes.ts';

/** A person's decision by the same rules as the workflow's, without its engine. */
export async function reviewInProcess(db: Database, caseId: string, decision: ReviewDecision): Promise<void> {
  const found = await getCase(db, caseId);
  if (found?.state !== 'review' || found.outcome === null || found.outcome.kind === 'refused')
    throw new DocketError('review.not-open', `Case ${caseId} is ${found?.state ?? 'unknown'}`);
  const { outcome, arrival } = found;
  let after: Outcome;
  if (outcome.kind === 'document') after = { ...outcome, result: applyDocumentReview(outcome.result, decision).result };
  else if (arrival.kind === 'ticket')
    after = { ...outcome, result: applyTicketReview(arrival.ticket, outcome.result, decision).result };
  else throw new DocketError('internal.unexpected', `Case ${caseId} has a ticket's outcome but is no ticket`);
  const state = decision.action === 'approve' ? 'accepted' : 'rejected';
  const { reviewer: actor, tookMs } = decision;
  await recordOutcome(db, { caseId, state, outcome: after, actor, key: `reviewed:${decision.id}`, tookMs });
}
