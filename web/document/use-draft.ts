import { useReducer } from 'react';
import { type Draft, type Edit, emptyDraft } from './draft.ts';

type Step =
  | { do: 'edit'; path: string; edit: Edit }
  | { do: 'confirm'; path: string }
  | { do: 'remove-row'; row: string }
  | { do: 'add-row'; table: 'lines' | 'taxes' }
  | { do: 'undo' };

interface History {
  draft: Draft;
  past: readonly { draft: Draft; step: Step }[];
}

function apply(draft: Draft, step: Exclude<Step, { do: 'undo' }>): Draft {
  switch (step.do) {
    case 'edit': {
      const confirmed = new Set(draft.confirmed);
      confirmed.delete(step.path);
      return { ...draft, edits: new Map(draft.edits).set(step.path, step.edit), confirmed };
    }
    case 'confirm':
      return { ...draft, confirmed: new Set(draft.confirmed).add(step.path) };
    case 'remove-row':
      return { ...draft, removedRows: new Set(draft.removedRows).add(step.row) };
    case 'add-row':
      return { ...draft, extra: { ...draft.extra, [step.table]: draft.extra[step.table] + 1 } };
  }
}

/** Typing into one field is one step of undo. */
function continues(last: Step | undefined, step: Step): boolean {
  return last?.do === 'edit' && step.do === 'edit' && last.path === step.path && !step.edit.place && !last.edit.place;
}

function reduce({ draft, past }: History, step: Step): History {
  if (step.do === 'undo') {
    const last = past.at(-1);
    return last === undefined ? { draft, past } : { draft: last.draft, past: past.slice(0, -1) };
  }
  const next = apply(draft, step);
  const last = past.at(-1);
  if (last !== undefined && continues(last.step, step))
    return { draft: next, past: [...past.slice(0, -1), { ...last, step }] };
  return { draft: next, past: [...past, { draft, step }] };
}

/** The draft of a review with undo. */
export function useDraft() {
  const [{ draft, past }, dispatch] = useReducer(reduce, { draft: emptyDraft, past: [] });
  return { draft, dispatch, canUndo: past.length > 0 };
}

export type DraftDispatch = ReturnType<typeof useDraft>['dispatch'];
