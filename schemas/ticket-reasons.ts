import type { Reason } from './document.ts';

/** Why a ticket is not accepted without a person: stable codes, and what each says to one who can change it. */
export const ticketReasons = {
  'ticket.out-of-scope':
    'The text is unlike what the desk learned. Send it elsewhere, or train the desk with such texts.',
  'text.control-token': 'The text holds a mark by which language models tell who speaks. A person reads it.',
  'text.names-label': 'The text spells a label as only the desk does. A person reads it.',
  'label.doubtful': 'The label lies below the confidence from which the bound on the error holds.',
  'label.no-bound': 'No confidence of this desk keeps its bound on the error. More labelled texts can change that.',
  'label.disagreement': 'The larger model names another label; both are offered.',
  'escalation.no-answer': 'The larger model was asked and named none of the labels.',
  'escalation.budget-spent': 'The larger model was not asked: a budget is spent.',
  'escalation.failed': 'The larger model could not be asked.',
  'policy.review': 'The policy of the desk only suggests. Settings say what passes without a person.',
  'policy.alarm': 'Second looks found more errors than the bound allows. An administrator clears the alarm.',
  'review.rejected': 'A person rejected the ticket.',
} as const;
export type TicketReasonCode = keyof typeof ticketReasons;

export const ticketReason = (code: TicketReasonCode, message: string, field?: string): Reason => ({
  code,
  message,
  ...(field === undefined ? {} : { field }),
});
