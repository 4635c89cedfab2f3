import { applyDocumentReview } from '../../checks/apply-document-review.ts';
import { applyTicketReview } from '../../checks/apply-ticket-review.ts';
import type { Correction, Outcome } from '../../schemas/case.ts';
import type { BlobRef } from '../../schemas/primitives.ts';
import type { ReviewDecision } from '../../schemas/review.ts';
import { recordCorrections } from '../../store/corrections.ts';
import type { Database } from '../../store/database.ts';
import { recordOutcome } from '../../store/outcomes.ts';
import { reviewKey } from '../../store/reviews.ts';
import { decideSecondLook, drawSecondLooks, SECOND_LOOK } from '../../store/second-looks.ts';
import { arrivalOf, foundDocument } from './decided-document.ts';
import { openCase, producer, ticketArrival, ticketOutcome } from './example-cases.ts';

type Approval = Partial<Extract<ReviewDecision, { action: 'approve' }>>;

export const approval = (more: Approval = {}): ReviewDecision => ({
  action: 'approve',
  id: 'd-1',
  reviewer: 'ana',
  changes: [],
  ...more,
});
export const rejection: ReviewDecision = { action: 'reject', id: 'd-1', reviewer: 'ana', reason: 'not ours' };

async function close(
  db: Database,
  caseId: string,
  decision: ReviewDecision,
  outcome: Outcome,
  corrections: Correction[],
): Promise<string> {
  const { id: decisionId, reviewer } = decision;
  await recordCorrections(db, { caseId, decisionId, reviewer, corrections, models: [producer] });
  const state = decision.action === 'approve' ? 'accepted' : 'rejected';
  await recordOutcome(db, { caseId, state, outcome, actor: reviewer, key: reviewKey(decisionId) });
  return caseId;
}

/** A document that waited and was decided, as the activities record it. */
export async function reviewedDocument(
  db: Database,
  reading: BlobRef | null,
  decision: ReviewDecision,
): Promise<string> {
  const before = foundDocument('review', reading);
  const caseId = await openCase(db, arrivalOf({ sha256: 'a'.repeat(64), bytes: 3, mediaType: 'application/pdf' }));
  await recordOutcome(db, { caseId, state: 'review', outcome: before, actor: 'workflow', key: 'decided' });
  const { result, corrections } = applyDocumentReview(before.result, decision);
  return close(db, caseId, decision, { ...before, result }, corrections);
}

/** A ticket that waited and was decided. */
export async function reviewedTicket(
  db: Database,
  { text, desk }: { text: string; desk: string },
  decision: ReviewDecision,
): Promise<string> {
  const arrival = ticketArrival(text, desk);
  const before = ticketOutcome('review');
  const caseId = await openCase(db, arrival);
  await recordOutcome(db, { caseId, state: 'review', outcome: before, actor: 'workflow', key: 'decided' });
  const { result, corrections } = applyTicketReview(arrival.ticket, before.result, decision);
  return close(db, caseId, decision, { ...before, result }, corrections);
}

/** A document that passed, was drawn, and was found to have these wrong values. */
export async function lookedAtDocument(db: Database, reading: BlobRef, corrections: Correction[]): Promise<string> {
  const caseId = await openCase(db, arrivalOf({ sha256: 'a'.repeat(64), bytes: 3, mediaType: 'application/pdf' }));
  const outcome = foundDocument('accepted', reading);
  await recordOutcome(db, { caseId, state: 'accepted', outcome, actor: 'workflow', key: 'decided' });
  await drawSecondLooks(db, { desk: 'documents', secondLooks: 1 }, [caseId]);
  const look = { caseId, reviewer: 'bo' };
  await recordCorrections(db, { ...look, decisionId: SECOND_LOOK, corrections, models: [producer] });
  await db.transaction((tx) => decideSecondLook(tx, { ...look, wrong: corrections.map(({ path }) => path) }));
  return caseId;
}
