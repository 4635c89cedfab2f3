import { channel } from 'node:diagnostics_channel';
import type { CaseKind, CaseState, Outcome } from '../schemas/case.ts';

/** An outcome as it was put on record: revision 1 is the first decision on the case, later ones are reviews. */
export interface RecordedOutcome {
  kind: CaseKind;
  desk: string | null;
  revision: number;
  state: CaseState;
  outcome: Outcome;
}

/** Each recorded outcome, once its transaction has ended, for who counts them. */
export const outcomesRecorded = channel('docket.outcomes.recorded');

export function onOutcomeRecorded(listener: (recorded: RecordedOutcome) => void): void {
  outcomesRecorded.subscribe((recorded) => listener(recorded as RecordedOutcome));
}
