import { isOpen } from './draft.ts';
import { FieldInput } from './FieldInput.tsx';
import { FieldMarks } from './FieldMarks.tsx';
import { FieldValue } from './FieldValue.tsx';
import { fieldElementId } from './field-element.ts';
import { useDocumentView } from './review-context.ts';

/** One field: its name, its value (an input while the case waits for a person) and what vouches for it. */
export function FieldRow({ path, label }: { path: string; label: string }) {
  const { slots, notes, draft, editable, hovered, focused, setHovered } = useDocumentView();
  const doubtful = isOpen(slots, draft, path);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the pointer only highlights; focus does the same for the keyboard
    <div
      className="field"
      data-path={path}
      data-doubtful={doubtful}
      data-active={hovered === path || focused === path}
      onMouseEnter={() => setHovered(path)}
      onMouseLeave={() => setHovered(null)}
    >
      {editable ? (
        <label className="field-label" htmlFor={fieldElementId(path)}>
          {label}
        </label>
      ) : (
        <span className="field-label">{label}</span>
      )}
      {editable ? <FieldInput path={path} label={label} /> : <FieldValue path={path} label={label} />}
      <FieldMarks path={path} />
      {notes.byField.get(path)?.map((note) => (
        <p key={note} className="field-note">
          {note}
        </p>
      ))}
    </div>
  );
}
