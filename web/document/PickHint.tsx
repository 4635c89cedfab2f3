import { shownPath } from './draft.ts';
import { fullFieldWords } from './field-words.ts';
import { useDocumentView } from './review-context.ts';
import { placesOf } from './slots.ts';

/** What a click on the page does now. */
export function PickHint() {
  const { slots, draft, editable, focused, boxReading } = useDocumentView();
  const placed = [...slots.values()].some(({ evidence }) => evidence !== undefined && placesOf(evidence).length > 0);
  if (!editable && !placed)
    return <span className="quiet">The values come from the e-invoice's data, not from this page.</span>;
  if (!editable)
    return <span className="quiet">Point at a value to find it on the page, or at a box to find its value.</span>;
  const { drawn, isReading, problem } = boxReading;
  if (isReading)
    return (
      <span role="status" className="reading-box">
        <span className="spinner" aria-hidden="true" /> Reading the box…
      </span>
    );
  if (problem !== null)
    return (
      <span role="status" className="bad">
        {problem}
      </span>
    );
  if (drawn !== null)
    return (
      <span>
        Draw a box round <strong>{fullFieldWords(shownPath(draft, drawn.path))}</strong>, or move it by <kbd>←</kbd>
        <kbd>↑</kbd>
        <kbd>↓</kbd>
        <kbd>→</kbd>, size it with <kbd>Shift</kbd>, read it by <kbd>Enter</kbd>.
      </span>
    );
  if (focused === null) return <span className="quiet">Choose a value, then click its words on the page.</span>;
  return (
    <span>
      Click a word, or drag over several, to fill <strong>{fullFieldWords(shownPath(draft, focused))}</strong>.{' '}
      <kbd>Esc</kbd> leaves it.
    </span>
  );
}
