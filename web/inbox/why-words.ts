import type { Reason } from '../../schemas/document.ts';
import { fullFieldWords } from '../document/field-words.ts';

const doubts = new Set(['field.doubtful', 'field.disputed', 'field.missing']);
/** Fields named before the rest is counted. */
const NAMED = 2;

/** Why a case waits or was rejected, in one line: what a check found first, else which values are in doubt. */
export function whyWords(reasons: readonly Reason[]): string {
  const told = reasons.find(({ code }) => !doubts.has(code));
  if (told !== undefined)
    return reasons.length === 1 ? told.message : `${told.message}, and ${reasons.length - 1} more`;
  const fields = reasons.flatMap(({ field }) => (field === undefined ? [] : [fullFieldWords(field)]));
  if (fields.length === 0) return '';
  const rest = fields.length - NAMED;
  return `In doubt: ${fields.slice(0, NAMED).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
