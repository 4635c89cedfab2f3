import { formatShare } from '../parts/format.ts';
import { isOpen, shownPath } from './draft.ts';
import { FieldInput } from './FieldInput.tsx';
import { fieldElementId } from './field-element.ts';
import { fullFieldWords } from './field-words.ts';
import { useDocumentView } from './review-context.ts';
import { isNumeric, typeOf } from './slots.ts';

/** One cell of a table. Reading one, its box is found by pointer; editing, its input takes the focus as a field does. */
export function EvidenceCell({ path }: { path: string }) {
  const { slots, draft, editable, hovered, focused, setHovered } = useDocumentView();
  const evidence = slots.get(path)?.evidence;
  const doubtful = isOpen(slots, draft, path);
  const title =
    evidence &&
    `${evidence.source} · ${formatShare(evidence.confidence)} · ${evidence.accepted ? 'accepted' : 'in doubt'}`;
  return (
    <td
      data-path={path}
      data-doubtful={doubtful}
      data-active={hovered === path || focused === path}
      className={isNumeric(typeOf(path)) ? 'end number' : ''}
      {...(title !== undefined && { title })}
      {...(!editable && { id: fieldElementId(path) })}
      onMouseEnter={() => setHovered(path)}
      onMouseLeave={() => setHovered(null)}
    >
      {editable ? <FieldInput path={path} label={fullFieldWords(shownPath(draft, path))} compact /> : evidence?.value}
    </td>
  );
}
