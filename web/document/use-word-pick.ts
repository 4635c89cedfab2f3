import { type PointerEvent, useState } from 'react';
import type { Box } from '../../schemas/place.ts';
import type { Word } from '../../schemas/words.ts';
import { readValue } from '../values/read-value.ts';
import { textOf } from './draft.ts';
import { boxAround, boxBetween, isDrawn, type Point, pointOf } from './page-point.ts';
import { useDocumentView } from './review-context.ts';
import { typeOf } from './slots.ts';

const covers = ([x0, y0, x1, y1]: Box, { x, y }: Point) => x >= x0 && x <= x1 && y >= y0 && y <= y1;
const centre = ([x0, y0, x1, y1]: Box): Point => ({ x: (x0 + x1) / 2, y: (y0 + y1) / 2 });

/** The words under a point, or those whose centre a dragged rectangle covers. */
export function wordsBetween(words: readonly Word[], from: Point, to: Point): Word[] {
  const dragged = boxBetween(from, to);
  return words.filter((word) => covers(word.box, to) || covers(word.box, from) || covers(dragged, centre(word.box)));
}

/**
 * Fills the focused field from words on the page: one by a click, several by a drag, more with Shift held. A drag over a part
 * without words has that part read.
 */
export function useWordPick(page: number, words: readonly Word[]) {
  const { slots, draft, dispatch, editable, focused, boxReading } = useDocumentView();
  const [from, setFrom] = useState<Point | null>(null);
  const [candidate, setCandidate] = useState<Word[]>([]);
  const active = editable && focused !== null;

  const fill = (picked: Word[], append: boolean) => {
    if (focused === null) return;
    const read = readValue(picked.map(({ text }) => text).join(' '), typeOf(focused));
    const text = append ? `${textOf(slots, draft, focused)} ${read}`.trim() : read;
    dispatch({
      do: 'edit',
      path: focused,
      edit: { text, place: { page, box: boxAround(picked.map(({ box }) => box)) } },
    });
  };

  const handlers = {
    onPointerDown: (event: PointerEvent<SVGSVGElement>) => {
      if (!active) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      setFrom(pointOf(event));
    },
    onMouseDown: (event: { preventDefault: () => void }) => {
      if (active) event.preventDefault();
    },
    onPointerMove: (event: PointerEvent<SVGSVGElement>) => {
      if (!active) return setCandidate([]);
      const point = pointOf(event);
      setCandidate(wordsBetween(words, from ?? point, point));
    },
    onPointerLeave: () => setCandidate([]),
    onPointerUp: (event: PointerEvent<SVGSVGElement>) => {
      if (from === null) return;
      const point = pointOf(event);
      setFrom(null);
      setCandidate([]);
      const picked = wordsBetween(words, from, point);
      const dragged = boxBetween(from, point);
      if (picked.length > 0) fill(picked, event.shiftKey);
      else if (focused !== null && isDrawn(dragged)) boxReading.read(focused, { page, box: dragged });
    },
  };
  return { active, candidate, handlers };
}
