import { useState } from 'react';
import type { Box } from '../../schemas/place.ts';
import type { Word } from '../../schemas/words.ts';
import { pageImagePath } from '../api/cases.ts';
import { DrawnBox } from './DrawnBox.tsx';
import { Elsewhere } from './Elsewhere.tsx';
import { PageBoxes } from './PageBoxes.tsx';
import { PageReading } from './PageReading.tsx';
import { PageWords } from './PageWords.tsx';
import { StrangeBoxes } from './StrangeBoxes.tsx';
import { useBoxDrag } from './use-box-drag.ts';
import { useWordPick } from './use-word-pick.ts';

/** One page: its picture, or its words where it has none, and over it the boxes in the page's own units. */
export function PageSheet(properties: {
  caseId: string;
  index: number;
  count: number;
  size: { width: number; height: number };
  zoom: number;
  words: readonly Word[];
  /** The part of the page that the document covers, where other papers lie beside it. */
  area: Box | undefined;
  /** Draw every word, its box and the reading order. */
  showReading: boolean;
}) {
  const { caseId, index, count, size, zoom, words, area, showReading } = properties;
  const [pictureFailed, setPictureFailed] = useState(false);
  const pick = useWordPick(index, words);
  const drag = useBoxDrag(index);
  return (
    <div className="sheet" style={{ width: `${zoom * 100}%`, aspectRatio: `${size.width} / ${size.height}` }}>
      {!pictureFailed && (
        <img
          src={pageImagePath(caseId, index)}
          alt={`Page ${index + 1} of ${count}`}
          draggable={false}
          onError={() => setPictureFailed(true)}
        />
      )}
      <svg
        className="sheet-overlay"
        viewBox={`0 0 ${size.width} ${size.height}`}
        preserveAspectRatio="none"
        data-picking={pick.active || drag.active}
        aria-hidden="true"
        {...(drag.active ? drag.handlers : pick.handlers)}
      >
        {area && <Elsewhere size={size} area={area} />}
        {pictureFailed && <PageWords words={words} />}
        <StrangeBoxes page={index} />
        {showReading && <PageReading words={words} />}
        <PageBoxes page={index} />
        {pick.candidate.map(({ box: [x0, y0, x1, y1] }) => (
          <rect key={`${x0} ${y0}`} className="picked" x={x0} y={y0} width={x1 - x0} height={y1 - y0} />
        ))}
      </svg>
      <DrawnBox page={index} count={count} size={size} />
    </div>
  );
}
