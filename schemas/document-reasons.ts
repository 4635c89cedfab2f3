import type { Reason } from './document.ts';

/**
 * Why a document is not accepted without a person, beside the checks that fail, whose rules are codes of their own: stable
 * codes, and what each says to one who can change it.
 */
export const documentReasons = {
  'document.out-of-scope': 'The document is no invoice, credit note or receipt. Reject it, or name its values by hand.',
  'field.missing': 'A value that every document of the kind has was not found. A person enters it.',
  'field.doubtful': 'The value lies below the confidence from which its bound on the error holds.',
  'field.disputed': 'Two models name different values. A person decides.',
  'document.doubtful':
    'The values may each be sure enough, together they are not: the bound on whole documents is not reached. A person checks the least certain ones.',
  'document.not-covered':
    'A value comes from a larger model or from a scan, and the bound on whole documents speaks of what the specialist reads from a text layer. A person checks it.',
  'document.no-bound':
    'The model that serves has no such bound on whole documents. Settings offer those that it has, or none.',
  'policy.review': 'The policy only suggests. Settings say what passes without a person.',
  'policy.alarm': 'Second looks found more wrong values than the bound allows. An administrator clears the alarm.',
  'policy.document-alarm':
    'Second looks found more documents with a wrong value than the bound on whole documents allows. An administrator clears the alarm.',
} as const;
export type DocumentReasonCode = keyof typeof documentReasons;

export const documentReason = (code: DocumentReasonCode, message: string, field?: string): Reason => ({
  code,
  message,
  ...(field === undefined ? {} : { field }),
});
