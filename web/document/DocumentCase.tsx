import { useCallback, useMemo, useState } from 'react';
import type { CaseDetail, Outcome } from '../../schemas/case.ts';
import { Findings } from '../case/Findings.tsx';
import { useHold } from '../case/hold.ts';
import { DocumentReview } from './DocumentReview.tsx';
import { notesOf } from './notes.ts';
import { PageComparison } from './PageComparison.tsx';
import { PageViewer } from './PageViewer.tsx';
import { PassedChecks } from './PassedChecks.tsx';
import { ResultFields } from './ResultFields.tsx';
import { type DocumentView, DocumentViewContext } from './review-context.ts';
import { slotsOf } from './slots.ts';
import { useBoxReading } from './use-box-reading.ts';
import { useDraft } from './use-draft.ts';

type DocumentOutcome = Extract<Outcome, { kind: 'document' }>;

/** The page with its boxes on the left, the values on the right; while it waits for a person, with what to decide. */
export function DocumentCase({ item, outcome }: { item: CaseDetail; outcome: DocumentOutcome }) {
  const { result } = outcome;
  const { draft, dispatch, canUndo, canRedo } = useDraft(result);
  const [focused, setFocusedNow] = useState<string | null>(null);
  const [lastFocused, setLastFocused] = useState<string | null>(null);
  const [hovered, setHovered] = useState<string | null>(null);
  const slots = useMemo(() => slotsOf(result), [result]);
  const notes = useMemo(() => notesOf(result, slots), [result, slots]);
  const hold = useHold();
  const inReview = item.state === 'review';
  const editable = inReview && hold.state !== 'others';
  const comparison = result.comparison ?? [];
  const setFocused = useCallback((path: string | null) => {
    setFocusedNow(path);
    if (path !== null) setLastFocused(path);
  }, []);
  const boxReading = useBoxReading(item.id, dispatch);
  const marks = { focused, lastFocused, setFocused, hovered, setHovered };
  const view: DocumentView = {
    slots,
    notes,
    thresholds: outcome.decision.thresholds,
    comparison,
    draft,
    dispatch,
    editable,
    boxReading,
    pages: item.pages,
    ...marks,
  };
  return (
    <DocumentViewContext value={view}>
      <div className="split">
        <PageViewer caseId={item.id} pages={item.pages} />
        <div className="split-right">
          <Findings reasons={notes.reasons} findings={notes.findings} />
          <PageComparison />
          <ResultFields result={result} />
          <PassedChecks findings={notes.passed} />
          {inReview && <DocumentReview caseId={item.id} canUndo={canUndo} canRedo={canRedo} />}
        </div>
      </div>
    </DocumentViewContext>
  );
}
