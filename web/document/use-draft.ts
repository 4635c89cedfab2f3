import { useReducer } from 'react';
import type { DocumentResult } from '../../schemas/document.ts';
import { type Draft, draftOf } from './draft.ts';
import { applyStep, type DraftStep } from './draft-steps.ts';

type Step = DraftStep | { do: 'undo' } | { do: 'redo' };

interface History {
  draft: Draft;
  past: readonly { draft: Draft; step: DraftStep }[];
  /** What was undone, the next to do again last. */
  undone: readonly { draft: Draft; step: DraftStep }[];
}

/** Typing into one field is one step of undo. */
function continues(last: DraftStep | undefined, step: DraftStep): boolean {
  return last?.do === 'edit' && step.do === 'edit' && last.path === step.path && !step.edit.place && !last.edit.place;
}

function reduce({ draft, past, undone }: History, step: Step): History {
  if (step.do === 'undo') {
    const last = past.at(-1);
    if (last === undefined) return { draft, past, undone };
    return { draft: last.draft, past: past.slice(0, -1), undone: [...undone, { draft, step: last.step }] };
  }
  if (step.do === 'redo') {
    const next = undone.at(-1);
    if (next === undefined) return { draft, past, undone };
    return { draft: next.draft, past: [...past, { draft, step: next.step }], undone: undone.slice(0, -1) };
  }
  const next = applyStep(draft, step);
  if (next === draft) return { draft, past, undone };
  const last = past.at(-1);
  if (last !== undefined && continues(last.step, step))
    return { draft: next, past: [...past.slice(0, -1), { ...last, step }], undone: [] };
  return { draft: next, past: [...past, { draft, step }], undone: [] };
}

const begin = (result: DocumentResult): History => ({ draft: draftOf(result), past: [], undone: [] });

/** The draft of a review, with undo and redo of every step. */
export function useDraft(result: DocumentResult) {
  const [{ draft, past, undone }, dispatch] = useReducer(reduce, result, begin);
  return { draft, dispatch, canUndo: past.length > 0, canRedo: undone.length > 0 };
}

export type DraftDispatch = ReturnType<typeof useDraft>['dispatch'];
