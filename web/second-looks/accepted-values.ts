import type { Outcome } from '../../schemas/case.ts';
import { isVouchedFor } from '../../schemas/document-bound.ts';
import type { ValueType } from '../../schemas/fields.ts';
import type { Place } from '../../schemas/place.ts';
import { fullFieldWords } from '../document/field-words.ts';
import { placesOf, slotsOf } from '../document/slots.ts';

/** A value that passed without a person. */
export interface AcceptedValue {
  path: string;
  name: string;
  value: string;
  confidence: number;
  /** Null: a label of the desk. */
  type: ValueType | null;
  places: Place[];
}

/**
 * What a second look is to judge: what a model said and the bound let pass, in the order of the result. Where the bound on
 * whole documents let a document pass, all its values that decide are judged, also those that are only in doubt.
 */
export function acceptedValues(outcome: Outcome): AcceptedValue[] {
  if (outcome.kind === 'refused') return [];
  if (outcome.kind === 'ticket') {
    const { label, confidence } = outcome.result.intent;
    return [{ path: 'intent', name: 'Intent', value: label, confidence, type: null, places: [] }];
  }
  const bound = outcome.decision.documentBound;
  return [...slotsOf(outcome.result).values()].flatMap(({ path, type, evidence }) => {
    if (evidence === undefined || evidence.value === null) return [];
    if (!evidence.accepted && !(bound && isVouchedFor(bound, path, evidence))) return [];
    const { value, confidence, source } = evidence;
    if (source === 'xml' || source === 'human') return [];
    return [{ path, name: fullFieldWords(path), value, confidence, type, places: placesOf(evidence) }];
  });
}
