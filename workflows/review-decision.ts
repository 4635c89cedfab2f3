import { type ReviewDecision, reviewDecision } from '../schemas/review.ts';
import { valueTypeAt } from '../schemas/value-type.ts';
import { valueSchemas } from '../schemas/values.ts';
import { refusal } from './refusal.ts';

/** Above this a decision would weigh on the history (a payload may have 2 MB at most). */
const MOST_CHARACTERS = 500_000;

/** Read-only check of a decision's shape and values. @throws ApplicationFailure of type `review.invalid-value`. */
export function assertDecision(decision: ReviewDecision): void {
  const parsed = reviewDecision.safeParse(decision);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue?.path.join('.') || 'the decision';
    throw refusal('review.invalid-value', `${where}: ${issue?.message ?? 'is not a review decision'}`);
  }
  if (JSON.stringify(decision).length > MOST_CHARACTERS)
    throw refusal('review.invalid-value', `The decision has more than ${MOST_CHARACTERS} characters`);
  if (parsed.data.action === 'reject') return;
  for (const { path, value } of parsed.data.changes) {
    const type = valueTypeAt(path);
    if (!type) throw refusal('review.invalid-value', `${path}: there is no such field`);
    if (value === null) continue;
    const problem = valueSchemas[type].safeParse(value).error?.issues[0];
    if (problem) throw refusal('review.invalid-value', `${path}: ${problem.message}`);
  }
}
