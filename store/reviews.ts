import { DocketError } from '../schemas/errors.ts';
import type { ReviewDecision } from '../schemas/review.ts';
import { auditOf } from './audit.ts';
import { canonicalSha256 } from './canonical-json.ts';
import type { Connection } from './connection.ts';

const REVIEW = 'reviewed:';

/** Under which the outcome of a person's decision is recorded. */
export const reviewKey = (decisionId: string): string => `${REVIEW}${decisionId}`;

/** The id of the decision whose outcome is recorded under a key. */
export const decisionOf = (key: string): string => key.slice(REVIEW.length);

/**
 * Is this decision on record? @throws DocketError `request.conflict` where one with its id is, but says something else
 */
export async function isRecorded(db: Connection, caseId: string, decision: ReviewDecision): Promise<boolean> {
  const key = reviewKey(decision.id);
  const entry = (await auditOf(db, caseId)).find(({ body }) => body.key === key);
  if (entry === undefined) return false;
  const { decisionSha256 } = entry.body;
  if (decisionSha256 === undefined || decisionSha256 === canonicalSha256(decision)) return true;
  throw new DocketError(
    'request.conflict',
    `Decision ${decision.id} on case ${caseId} was another one, by ${entry.actor}`,
  );
}
