import type { Evidence, Producer } from '../../schemas/evidence.ts';
import type { EscalationCalibration } from '../../schemas/model-card.ts';
import { logOdds, sigmoid } from '../log-odds.ts';
import { disagreed } from './merge.ts';
import { sameValue } from './same-value.ts';

/**
 * What a teacher's card says for a specialist: null where it was calibrated beside another version, or not at all. The
 * same weights with other thresholds leave other values in doubt.
 */
export function calibratedBeside(
  escalation: EscalationCalibration | undefined,
  specialist: Producer,
): EscalationCalibration | null {
  const { after } = escalation ?? {};
  return after?.version === specialist.version && after.sha256 === specialist.sha256 ? (escalation ?? null) : null;
}

/**
 * What specialist and teacher say together of a field in doubt. Their scores depend on each other: how far both, or the
 * teacher against the specialist, are right is what calibration showed (`calibration.escalation` of the teacher's card).
 * The likelier value stands; where it is the teacher's or both name it, it is evidence of the teacher's.
 */
export function mergeTeacher(
  current: Evidence | undefined,
  answer: Evidence | undefined,
  calibration: EscalationCalibration | null,
): Evidence | undefined {
  if (answer?.value == null) return current;
  const known = current?.value == null ? null : current;
  const same = known?.value != null && sameValue(known.value, answer.value);
  if (known && !same && answer.confidence <= known.confidence)
    return { ...known, accepted: false, confidence: disagreed(known.confidence, answer.confidence) };
  const weights = calibration?.weights[known ? (same ? 'agree' : 'differ') : 'alone'];
  return {
    ...answer,
    accepted: false,
    confidence: weights ? joint(weights, answer, known) : uncalibrated(answer, known, same),
  };
}

function joint([ofTeacher, ofSpecialist, shift]: [number, number, number], answer: Evidence, known: Evidence | null) {
  const specialist = known ? ofSpecialist * logOdds(known.confidence) : 0;
  return sigmoid(ofTeacher * logOdds(answer.confidence) + specialist + shift);
}

/** Without calibration agreement adds nothing: the two learnt from the same papers. */
function uncalibrated(answer: Evidence, known: Evidence | null, same: boolean): number {
  if (!known) return answer.confidence;
  return same ? Math.max(answer.confidence, known.confidence) : disagreed(answer.confidence, known.confidence);
}
