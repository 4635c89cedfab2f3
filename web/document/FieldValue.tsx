import { fieldElementId } from './field-element.ts';
import { useDocumentView } from './review-context.ts';

/** A value to read. It takes the focus, so that its box can be found by keyboard. */
export function FieldValue({ path, label }: { path: string; label: string }) {
  const { slots, setFocused } = useDocumentView();
  const evidence = slots.get(path)?.evidence;
  return (
    <button
      type="button"
      id={fieldElementId(path)}
      className="field-value"
      aria-label={`${label}: ${evidence?.value ?? 'not found'}${evidence?.box ? '. Show on the page' : ''}`}
      onFocus={() => setFocused(path)}
      onBlur={() => setFocused(null)}
    >
      {evidence?.value ?? <span className="quiet">not found</span>}
    </button>
  );
}
