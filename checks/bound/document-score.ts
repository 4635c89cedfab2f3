import { isStatedByRule } from '../../schemas/deciding-fields.ts';
import type { DocumentFields } from '../../schemas/document.ts';
import type { DocumentBounds } from '../../schemas/document-bound.ts';
import type { Evidence, EvidenceSource } from '../../schemas/evidence.ts';
import type { FieldName } from '../../schemas/fields.ts';
import type { Page } from '../../schemas/words.ts';

/** Whose confidence the bound on whole documents was computed with. */
const COUNTED: readonly EvidenceSource[] = ['specialist', 'rule'];

/** The values that a score is of: those that decide, but not what a rule states, which stands and falls with others. */
export function weighedValues(
  fields: DocumentFields,
  names: readonly FieldName[],
): { name: FieldName; of: Evidence }[] {
  return names.flatMap((name) => {
    const of = fields[name];
    return of && of.value !== null && !isStatedByRule(name, of) ? [{ name, of }] : [];
  });
}

/** Whether a value that is weighed was read from a picture of its page. */
export const isRecognised = (
  fields: DocumentFields,
  names: readonly FieldName[],
  pages: readonly Pick<Page, 'source'>[],
): boolean => weighedValues(fields, names).some(({ of: { page } }) => page !== null && pages[page]?.source === 'ocr');

/**
 * The score of a document, 0 to 1. Null where a value comes from a larger model or a person, of which the bound knows
 * nothing, or where there is none.
 */
export function documentScore(
  fields: DocumentFields,
  { score, fields: names }: Pick<DocumentBounds, 'score' | 'fields'>,
): number | null {
  const weighed = weighedValues(fields, names);
  if (weighed.length === 0 || weighed.some(({ of }) => !COUNTED.includes(of.source))) return null;
  const confidences = weighed.map(({ of }) => of.confidence);
  return score === 'least' ? Math.min(...confidences) : confidences.reduce((product, one) => product * one, 1);
}
