import { type PointerEvent, useState } from 'react';
import type { Box, Word } from '../../schemas/words.ts';
import { readValue } from '../values/read-value.ts';
import { textOf } from './draft.ts';
import { useDocumentView } from './review-context.ts';
import { typeOf } from './slots.ts';

interface Point {
  x: number;
  y: number;
}

/** Pointer position in the page's units. */
function pointOf(event: PointerEvent<SVGSVGElement>): Point {
  const matrix = event.currentTarget.getScreenCTM();
  const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix?.inverse());
  return { x, y };
}

const covers = ([x0, y0, x1, y1]: Box, { x, y }: Point) => x >= x0 && x <= x1 && y >= y0 && y <= y1;
const centre = ([x0, y0, x1, y1]: Box): Point => ({ x: (x0 + x1) / 2, y: (y0 + y1) / 2 });

/** The words under a point, or those whose centre a dragged rectangle covers. */
export function wordsBetween(words: readonly Word[], from: Point, to: Point): Word[] {
  const dragged: Box = [Math.min(from.x, to.x), Math.min(from.y, to.y), Math.max(from.x, to.x), Math.max(from.y, to.y)];
  return words.filter((word) => covers(word.box, to) || covers(word.box, from) || covers(dragged, centre(word.box)));
}

function around(words: readonly Word[]): Box {
  return [
    Math.min(...words.map(({ box }) => box[0])),
    Math.min(...words.map(({ box }) => box[1])),
    Math.max(...words.map(({ box }) => box[2])),
    Math.max(...words.map(({ box }) => box[3])),
  ];
}

/** Fills the focused field from words on the page: one by a click, several by a drag, more with Shift held. */
export function useWordPick(page: number, words: readonly Word[]) {
  const { slots, draft, dispatch, editable, focused } = useDocumentView();
  const [from, setFrom] = useState<Point | null>(null);
  const [candidate, setCandidate] = useState<Word[]>([]);
  const active = editable && focused !== null;

  const fill = (picked: Word[], append: boolean) => {
    if (focused === null || picked.length === 0) return;
    const read = readValue(picked.map(({ text }) => text).join(' '), typeOf(focused));
    const text = append ? `${textOf(slots, draft, focused)} ${read}`.trim() : read;
    dispatch({ do: 'edit', path: focused, edit: { text, place: { page, box: around(picked) } } });
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
      fill(wordsBetween(words, from, point), event.shiftKey);
    },
  };
  return { active, candidate, handlers };
}
