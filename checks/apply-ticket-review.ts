import type { Correction } from '../schemas/case.ts';
import type { ReviewDecision } from '../schemas/review.ts';
import type { TicketInput, TicketResult } from '../schemas/ticket.ts';
import { priorityOf } from './ticket/priority.ts';

/** A person's decision on a ticket: label, impact and urgency as chosen, with what was corrected. */
export function applyTicketReview(
  ticket: TicketInput,
  result: TicketResult,
  decision: ReviewDecision,
  topics: Record<string, string> = {},
): { result: TicketResult; corrections: Correction[] } {
  if (decision.action === 'reject') {
    const reasons = [...result.reasons, { code: 'review.rejected', message: decision.reason }];
    return { result: { ...result, status: 'rejected', reasons }, corrections: [] };
  }
  const corrections: Correction[] = [];
  const correct = (
    path: string,
    before: string,
    after: string | undefined,
    beforeSource: Correction['beforeSource'],
  ) => {
    if (after !== undefined && after !== before) corrections.push({ path, before, after, beforeSource });
  };
  correct('intent', result.intent.label, decision.label, result.intent.source);
  correct('impact', result.priority.impact, decision.impact, 'rule');
  correct('urgency', result.priority.urgency, decision.urgency, 'rule');
  const label = decision.label ?? result.intent.label;
  const changedPriority = corrections.some(({ path }) => path !== 'intent');
  const impact = decision.impact ?? result.priority.impact;
  const urgency = decision.urgency ?? result.priority.urgency;
  const by = { name: decision.reviewer, version: '1', sha256: null };
  return {
    result: {
      ...result,
      status: 'accepted',
      reasons: [],
      intent: {
        ...result.intent,
        accepted: true,
        ...(label === result.intent.label ? {} : { label, confidence: 1, source: 'human' as const, by }),
      },
      topic: topics[label] ?? label,
      priority: changedPriority ? { ...priorityOf({ ...ticket, impact, urgency }), source: 'human' } : result.priority,
    },
    corrections,
  };
}
