import type { CaseState } from '../../schemas/case.ts';
import { stateWords } from './state-words.ts';

export function StateChip({ state }: { state: CaseState }) {
  return (
    <span className="chip state" data-state={state}>
      {stateWords[state]}
    </span>
  );
}
