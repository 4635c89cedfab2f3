import { useEffect, useRef } from 'react';
import type { CaseDetail } from '../../schemas/case.ts';
import type { Place } from '../../schemas/place.ts';
import { pageImagePath } from '../api/cases.ts';

/** The pages as they came, with the places of the value that is looked at. */
export function LookedPages(properties: { caseId: string; pages: CaseDetail['pages']; places: readonly Place[] }) {
  const { caseId, pages, places } = properties;
  const list = useRef<HTMLElement>(null);
  const first = places[0]?.page;
  useEffect(() => {
    if (first !== undefined)
      list.current?.querySelector(`[data-page="${first}"] .looked`)?.scrollIntoView({ block: 'center' });
  }, [first]);
  if (pages.length === 0) return <p className="empty">This document has no page to show.</p>;
  return (
    <div className="viewer">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section ref={list} className="viewer-pages" tabIndex={0} aria-label="Pages of the document">
        {pages.map(({ width, height }, index) => (
          <div
            // biome-ignore lint/suspicious/noArrayIndexKey: a page is its index
            key={index}
            data-page={index}
            className="sheet"
            style={{ aspectRatio: `${width} / ${height}` }}
          >
            <img src={pageImagePath(caseId, index)} alt={`Page ${index + 1} of ${pages.length}`} draggable={false} />
            <svg
              className="sheet-overlay"
              viewBox={`0 0 ${width} ${height}`}
              preserveAspectRatio="none"
              aria-hidden="true"
            >
              {places
                .filter(({ page }) => page === index)
                .map(({ box: [x0, y0, x1, y1] }) => (
                  <rect key={`${x0} ${y0}`} className="looked" x={x0} y={y0} width={x1 - x0} height={y1 - y0} />
                ))}
            </svg>
          </div>
        ))}
      </section>
    </div>
  );
}
