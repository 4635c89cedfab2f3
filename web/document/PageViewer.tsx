import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { CaseDetail } from '../../schemas/case.ts';
import { wordsQuery } from '../api/cases.ts';
import { InfoIcon, MinusIcon, PlusIcon } from '../parts/icons.tsx';
import { BoxButton } from './BoxButton.tsx';
import { PageSheet } from './PageSheet.tsx';
import { PickHint } from './PickHint.tsx';

const ZOOM_STEPS = [1, 1.25, 1.5, 2, 3];

/** All pages of a document, one below the other, fitted to the width or larger. */
export function PageViewer({ caseId, pages }: { caseId: string; pages: CaseDetail['pages'] }) {
  const [step, setStep] = useState(0);
  const [showReading, setShowReading] = useState(false);
  const words = useQuery(wordsQuery(caseId, pages.length > 0));
  const zoom = ZOOM_STEPS[step] ?? 1;
  if (pages.length === 0)
    return (
      <div className="viewer viewer-empty">
        <InfoIcon />
        <p>This document has no page to show: its values come exactly from its data.</p>
      </div>
    );
  return (
    <div className="viewer">
      <div className="viewer-bar">
        <PickHint />
        <BoxButton />
        <button
          type="button"
          className="button small viewer-toggle"
          aria-pressed={showReading}
          title="Every word as it was read, its box, and the order of reading"
          onClick={() => setShowReading(!showReading)}
        >
          Words
        </button>
        <span className="viewer-zoom">
          <button
            type="button"
            className="icon-button"
            aria-label="Smaller"
            disabled={step === 0}
            onClick={() => setStep(step - 1)}
          >
            <MinusIcon />
          </button>
          <span className="number quiet">{Math.round(zoom * 100)} %</span>
          <button
            type="button"
            className="icon-button"
            aria-label="Larger"
            disabled={step === ZOOM_STEPS.length - 1}
            onClick={() => setStep(step + 1)}
          >
            <PlusIcon />
          </button>
        </span>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className="viewer-pages" tabIndex={0} aria-label="Pages of the document">
        {pages.map((size, index) => (
          <PageSheet
            // biome-ignore lint/suspicious/noArrayIndexKey: a page is its index
            key={index}
            caseId={caseId}
            index={index}
            size={size}
            zoom={zoom}
            count={pages.length}
            words={words.data?.pages[index]?.words ?? []}
            area={words.data?.pages[index]?.area}
            showReading={showReading}
          />
        ))}
      </section>
    </div>
  );
}
