import { applyDocumentReview } from '../checks/apply-document-review.ts';
import { applyTicketReview } from '../checks/apply-ticket-review.ts';
import type { ApplyReviewRequest, ReviewAnswer } from '../schemas/activities.ts';
import { type Correction, type DecisionRecord, type Outcome, outcome } from '../schemas/case.ts';
import { DocketError } from '../schemas/errors.ts';
import type { ReviewDecision } from '../schemas/review.ts';
import { getJson, putJson } from '../store/blobs/json.ts';
import { canonicalSha256 } from '../store/canonical-json.ts';
import { getCase, requireCase } from '../store/cases.ts';
import { recordCorrections } from '../store/corrections.ts';
import { recordOutcome } from '../store/outcomes.ts';
import { reviewKey } from '../store/reviews.ts';
import { storedPart } from '../store/stored-reading.ts';
import type { ActivityDependencies } from './dependencies.ts';
import { keepFactsOf } from './remember.ts';
import type { DocumentOutcome, TicketOutcome } from './stored-outcome.ts';

interface Applied {
  state: ReviewAnswer['state'];
  outcome: DocumentOutcome | TicketOutcome;
  corrections: Correction[];
}

/** Applies a person's decision: corrections kept append-only, then the outcome recorded. Once per decision id. */
export const applyReview =
  (deps: ActivityDependencies) =>
  async ({ caseId, outcome: ref, decision }: ApplyReviewRequest): Promise<ReviewAnswer> => {
    const { db, blobs } = deps;
    const before = await getJson(blobs, ref, outcome);
    const { state, outcome: after, corrections } = await apply(deps, caseId, before, decision);
    const { id: decisionId, reviewer, tookMs } = decision;
    const { models } = after.decision;
    if (state === 'accepted' && after.kind === 'document') await keepCorrected(deps, caseId, after);
    const decisionSha256 = canonicalSha256(decision);
    const key = reviewKey(decisionId);
    await db.transaction(async (tx) => {
      await recordCorrections(tx, { caseId, decisionId, reviewer, corrections, models });
      await recordOutcome(tx, { caseId, state, outcome: after, actor: reviewer, key, decisionSha256, tookMs });
    });
    return { state, outcome: await putJson(blobs, after) };
  };

/** What a person set is what later documents are held against. */
async function keepCorrected(deps: ActivityDependencies, caseId: string, { result, reading }: DocumentOutcome) {
  if (!reading) return;
  const { part: number } = await requireCase(deps.db, caseId);
  const { part } = await storedPart(deps.blobs, { reading, part: number });
  await keepFactsOf(deps.db, caseId, part, result.fields);
}

async function apply(
  deps: ActivityDependencies,
  caseId: string,
  before: Outcome,
  decision: ReviewDecision,
): Promise<Applied> {
  if (before.kind === 'refused')
    throw new DocketError('review.not-open', `Case ${caseId} was refused; there is nothing to review`);
  if (before.kind === 'document') {
    const { result, corrections } = applyDocumentReview(before.result, decision);
    const outcome = { ...before, result, decision: withPerson(before.decision, decision, corrections) };
    return { state: closedBy(decision), outcome, corrections };
  }
  const specialist = await deps.models.desk(before.result.desk);
  if (decision.action === 'approve' && decision.label !== undefined && !specialist.labels.includes(decision.label))
    throw new DocketError('review.invalid-value', `label: desk ${before.result.desk} has no "${decision.label}"`);
  const { arrival } = (await getCase(deps.db, caseId)) ?? {};
  if (arrival?.kind !== 'ticket') throw new DocketError('internal.unexpected', `Case ${caseId} is no ticket`);
  const topics = { ...specialist.topics };
  const { result, corrections } = applyTicketReview(arrival.ticket, before.result, decision, topics);
  const outcome = { ...before, result, decision: withPerson(before.decision, decision, corrections) };
  return { state: closedBy(decision), outcome, corrections };
}

const closedBy = (decision: ReviewDecision) => (decision.action === 'approve' ? 'accepted' : 'rejected');

function withPerson(before: DecisionRecord, decision: ReviewDecision, corrections: Correction[]): DecisionRecord {
  const by = { name: decision.reviewer, version: '1', sha256: null };
  const fields = corrections.map(({ path }) => path);
  const person = { step: 'human' as const, fields, by, outcome: closedBy(decision) };
  return { ...before, escalations: [...before.escalations, person] };
}
