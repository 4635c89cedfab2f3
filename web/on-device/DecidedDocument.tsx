import { useMemo, useState } from 'react';
import { Findings } from '../case/Findings.tsx';
import { notesOf } from '../document/notes.ts';
import { PageComparison } from '../document/PageComparison.tsx';
import { PassedChecks } from '../document/PassedChecks.tsx';
import { ResultFields } from '../document/ResultFields.tsx';
import { type DocumentView, DocumentViewContext } from '../document/review-context.ts';
import { slotsOf } from '../document/slots.ts';
import type { BoxReading } from '../document/use-box-reading.ts';
import { useDraft } from '../document/use-draft.ts';
import type { DecidedHere } from './thread-messages.ts';
import { Verdict } from './Verdict.tsx';
import { WholeBounds } from './WholeBounds.tsx';

const noBoxes: BoxReading = {
  drawn: null,
  isReading: false,
  problem: null,
  draw: () => {},
  move: () => {},
  read: () => {},
  leave: () => {},
};

const kindWords = {
  invoice: 'An invoice',
  'credit-note': 'A credit note',
  receipt: 'A receipt',
  other: 'Another paper',
};

/** The values of a document that was decided here, to read. */
export function DecidedDocument({ result, thresholds, wholeBounds }: DecidedHere) {
  const { draft, dispatch } = useDraft(result);
  const [hovered, setHovered] = useState<string | null>(null);
  const [focused, setFocused] = useState<string | null>(null);
  const slots = useMemo(() => slotsOf(result), [result]);
  const notes = useMemo(() => notesOf(result, slots), [result, slots]);
  const view: DocumentView = {
    slots,
    notes,
    thresholds,
    comparison: result.comparison ?? [],
    draft,
    dispatch,
    editable: false,
    focused,
    lastFocused: focused,
    setFocused,
    hovered,
    setHovered,
    boxReading: noBoxes,
    pages: [],
  };
  return (
    <DocumentViewContext value={view}>
      <div className="stack">
        <Verdict status={result.status}>
          {kindWords[result.kind]}
          {result.language !== null && `, language ${result.language}`}.
        </Verdict>
        <Findings reasons={notes.reasons} findings={notes.findings} />
        <WholeBounds bounds={wholeBounds} />
        <PageComparison />
        <ResultFields result={result} />
        <PassedChecks findings={notes.passed} />
      </div>
    </DocumentViewContext>
  );
}
