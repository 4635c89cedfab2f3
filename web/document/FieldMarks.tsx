import { formatShare } from '../parts/format.ts';
import { CheckIcon, WarningIcon } from '../parts/icons.tsx';
import { isChanged } from './draft.ts';
import { useDocumentView } from './review-context.ts';
import { sourceWords } from './source-words.ts';

/** How sure the value is, who vouches for it, and whether it is accepted or in doubt. */
export function FieldMarks({ path }: { path: string }) {
  const { slots, draft } = useDocumentView();
  const slot = slots.get(path);
  const evidence = slot?.evidence;
  const changed = isChanged(slots, draft, path);
  if (changed)
    return (
      <span className="marks">
        <span className="chip source" data-source="human">
          you
        </span>
        <CheckIcon className="good" />
      </span>
    );
  if (evidence === undefined)
    return (
      <span className="marks">
        <span className="quiet">missing</span>
        <WarningIcon className="warn" />
      </span>
    );
  const accepted = evidence.accepted || draft.confirmed.has(path);
  return (
    <span className="marks" title={`${sourceWords[evidence.source]} · ${evidence.by.name} ${evidence.by.version}`}>
      <span className="confidence">
        <span className="confidence-bar" aria-hidden="true">
          <span style={{ width: `${evidence.confidence * 100}%` }} />
        </span>
        <span className="number">{formatShare(evidence.confidence)}</span>
      </span>
      <span className="chip source" data-source={evidence.source}>
        {evidence.source}
      </span>
      {accepted && slot?.doubtful !== true ? <CheckIcon className="good" /> : null}
      {slot?.doubtful === true &&
        (draft.confirmed.has(path) ? <CheckIcon className="good" /> : <WarningIcon className="warn" />)}
      <span className="visually-hidden">{accepted ? 'accepted' : 'in doubt'}</span>
    </span>
  );
}
