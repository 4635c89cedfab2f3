import { useId } from 'react';
import { CrossIcon } from '../parts/icons.tsx';
import { isChanged, isOpen, problemOf, textOf } from './draft.ts';
import { fieldElementId } from './field-element.ts';
import { focusNextOpen } from './focus-next.ts';
import { useDocumentView } from './review-context.ts';
import { isNumeric, typeOf } from './slots.ts';

/** Enter confirms the value and goes to the next doubtful one; Escape leaves the field. */
export function FieldInput({ path, label, compact = false }: { path: string; label: string; compact?: boolean }) {
  const { slots, draft, dispatch, setFocused, focused } = useDocumentView();
  const problemId = useId();
  const text = textOf(slots, draft, path);
  const problem = problemOf(slots, draft, path);
  const before = slots.get(path)?.evidence?.value ?? null;
  const changed = isChanged(slots, draft, path);
  const Control = typeOf(path) === 'text' ? 'textarea' : 'input';
  const numeric = isNumeric(typeOf(path));
  return (
    <span className="field-input" data-changed={changed} data-numeric={numeric}>
      <Control
        id={fieldElementId(path)}
        {...(Control === 'input' ? { type: 'text', inputMode: numeric ? 'decimal' : 'text' } : { rows: 1 })}
        autoComplete="off"
        spellCheck={false}
        value={text}
        placeholder={compact ? '' : 'not on the document'}
        {...(compact && { 'aria-label': label })}
        aria-invalid={problem !== null}
        {...(problem !== null && { 'aria-describedby': problemId })}
        data-doubt={isOpen(slots, draft, path)}
        onChange={({ currentTarget }) => dispatch({ do: 'edit', path, edit: { text: currentTarget.value } })}
        onFocus={() => setFocused(path)}
        onBlur={() => setFocused(null)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur();
          const isPlain = !event.altKey && !event.ctrlKey && !event.metaKey;
          if (event.key !== 'Enter' || !isPlain || problem !== null) return;
          event.preventDefault();
          dispatch({ do: 'confirm', path });
          focusNextOpen(event.currentTarget);
        }}
      />
      {!compact && focused === path && text !== '' && (
        <button
          type="button"
          className="icon-button in-field"
          tabIndex={-1}
          aria-label={`Clear ${label}`}
          title="Clear: the document has no such value"
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => dispatch({ do: 'edit', path, edit: { text: '' } })}
        >
          <CrossIcon />
        </button>
      )}
      {problem !== null && (
        <span id={problemId} className="field-problem" role="status">
          {problem}
        </span>
      )}
      {changed && problem === null && !compact && (
        <span className="field-before">{before === null ? 'added by you' : `was ${before}`}</span>
      )}
    </span>
  );
}
