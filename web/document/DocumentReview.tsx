import { ReviewBar } from '../case/ReviewBar.tsx';
import { type Shortcut, useShortcuts } from '../shell/shortcuts.ts';
import { approvalOf, changeCount, isOpen, isThere, problemsOf, shownPath } from './draft.ts';
import { fullFieldWords } from './field-words.ts';
import { focusNextOpen } from './focus-next.ts';
import { useDocumentView } from './review-context.ts';
import { useDrawBox } from './use-draw-box.ts';

/** Keys that the field or cell with the focus answers to. */
const inFields: readonly Shortcut[] = [
  { keys: 'tab', words: 'Next field' },
  { keys: 'enter', words: 'Confirm the value and go to the next in doubt, after the last to Approve' },
  { keys: 'escape', words: 'Leave the field' },
  { keys: 'alt+arrowup', words: 'In a table: move the row up' },
  { keys: 'alt+arrowdown', words: 'In a table: move the row down' },
  { keys: 'alt+enter', words: 'In a table: add a row below' },
  { keys: 'alt+delete', words: 'In a table: remove the row' },
];

/** What a person decides on a document. */
export function DocumentReview({ caseId, canUndo, canRedo }: { caseId: string; canUndo: boolean; canRedo: boolean }) {
  const { slots, draft, dispatch } = useDocumentView();
  const drawBox = useDrawBox();
  const [problem] = problemsOf(slots, draft);
  const doubtful = [...slots.values()].filter(({ doubtful, path }) => doubtful && isThere(draft, path));
  const done = doubtful.filter(({ path }) => !isOpen(slots, draft, path));
  const shortcuts: Shortcut[] = [
    { keys: 'alt+n', words: 'Next value in doubt', run: () => focusNextOpen(document.activeElement) },
    { keys: 'alt+b', words: 'Draw a box on the page to have it read into the field', run: () => drawBox?.() },
    { keys: 'mod+z', words: 'Undo', run: () => canUndo && dispatch({ do: 'undo' }) },
    { keys: 'mod+shift+z', words: 'Redo', run: () => canRedo && dispatch({ do: 'redo' }) },
  ];
  useShortcuts(shortcuts);
  return (
    <ReviewBar
      caseId={caseId}
      approval={approvalOf(slots, draft)}
      changed={changeCount(slots, draft)}
      progress={doubtful.length === 0 ? null : `${done.length} of ${doubtful.length} checked`}
      blocked={problem === undefined ? null : `Correct ${fullFieldWords(shownPath(draft, problem))} first`}
      onUndo={canUndo ? () => dispatch({ do: 'undo' }) : null}
      onRedo={canRedo ? () => dispatch({ do: 'redo' }) : null}
      shortcuts={[...inFields, ...shortcuts]}
    />
  );
}
