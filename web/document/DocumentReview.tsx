import { ReviewBar } from '../case/ReviewBar.tsx';
import { changesOf, problemsOf } from './draft.ts';
import { fullFieldWords } from './field-words.ts';
import { useDocumentView } from './review-context.ts';

/** What a person decides on a document. */
export function DocumentReview({ caseId, canUndo }: { caseId: string; canUndo: boolean }) {
  const { slots, draft, dispatch } = useDocumentView();
  const changes = changesOf(slots, draft);
  const [problem] = problemsOf(slots, draft);
  const doubtful = [...slots.values()].filter((slot) => slot.doubtful);
  const done = doubtful.filter(
    ({ path }) => draft.confirmed.has(path) || changes.some((change) => change.path === path),
  );
  return (
    <ReviewBar
      caseId={caseId}
      approval={{ changes }}
      changed={changes.length}
      progress={doubtful.length === 0 ? null : `${done.length} of ${doubtful.length} checked`}
      blocked={problem === undefined ? null : `Correct ${fullFieldWords(problem)} first`}
      onUndo={canUndo ? () => dispatch({ do: 'undo' }) : null}
    />
  );
}
