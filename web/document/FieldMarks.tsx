import { bandOf } from '../../schemas/confidence-band.ts';
import type { EvidenceSource } from '../../schemas/evidence.ts';
import { BandChip } from '../parts/BandChip.tsx';
import { formatShare } from '../parts/format.ts';
import { CheckIcon, WarningIcon } from '../parts/icons.tsx';
import { isChanged } from './draft.ts';
import { useDocumentView } from './review-context.ts';
import { sourceWords } from './source-words.ts';

/** Values that a model read: only of these a bound speaks. */
const readByModel: ReadonlySet<EvidenceSource> = new Set(['text', 'ocr', 'specialist', 'teacher', 'llm']);

/** How sure the value is, who vouches for it, and whether it is accepted or in doubt. */
export function FieldMarks({ path }: { path: string }) {
  const { slots, draft, thresholds } = useDocumentView();
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
      {readByModel.has(evidence.source) && (
        <BandChip
          band={evidence.accepted ? 'high' : bandOf(evidence.confidence, thresholds[path] ?? thresholds['*'])}
        />
      )}
      <span className="confidence">
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
