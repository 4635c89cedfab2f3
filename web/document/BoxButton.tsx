import { BoxIcon } from '../parts/icons.tsx';
import { useDocumentView } from './review-context.ts';
import { useDrawBox } from './use-draw-box.ts';

/** Begins a box on the page for the field that has, or last had, the focus. */
export function BoxButton() {
  const { editable, boxReading } = useDocumentView();
  const begin = useDrawBox();
  if (!editable) return null;
  const isDrawing = boxReading.drawn !== null;
  return (
    <button
      type="button"
      className="button small viewer-toggle"
      aria-pressed={isDrawing}
      disabled={begin === null && !isDrawing}
      title="Draw a box round a value to have it read (Alt+B)"
      onMouseDown={(event) => event.preventDefault()}
      onClick={isDrawing ? boxReading.leave : (begin ?? undefined)}
    >
      <BoxIcon /> Read a box
    </button>
  );
}
