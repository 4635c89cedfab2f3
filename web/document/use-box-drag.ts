import { type PointerEvent, useState } from 'react';
import { boxBetween, isDrawn, type Point, pointOf } from './page-point.ts';
import { useDocumentView } from './review-context.ts';

/** Draws the box with the pointer; letting go reads it. */
export function useBoxDrag(page: number) {
  const { boxReading } = useDocumentView();
  const [from, setFrom] = useState<Point | null>(null);
  const { drawn, isReading } = boxReading;
  const active = drawn !== null && !isReading;
  const handlers = {
    onMouseDown: (event: { preventDefault: () => void }) => event.preventDefault(),
    onPointerDown: (event: PointerEvent<SVGSVGElement>) => {
      if (!active) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      setFrom(pointOf(event));
    },
    onPointerMove: (event: PointerEvent<SVGSVGElement>) => {
      if (active && from !== null) boxReading.move(page, boxBetween(from, pointOf(event)));
    },
    onPointerUp: (event: PointerEvent<SVGSVGElement>) => {
      if (!active || from === null) return;
      const box = boxBetween(from, pointOf(event));
      setFrom(null);
      if (isDrawn(box)) boxReading.read(drawn.path, { page, box });
    },
  };
  return { active, handlers };
}
