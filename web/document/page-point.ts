import type { PointerEvent } from 'react';
import type { Box } from '../../schemas/place.ts';

export interface Point {
  x: number;
  y: number;
}

/** Pointer position in the page's units. */
export function pointOf(event: PointerEvent<SVGSVGElement>): Point {
  const matrix = event.currentTarget.getScreenCTM();
  const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix?.inverse());
  return { x, y };
}

/** The box that a drag between two points draws. */
export const boxBetween = (from: Point, to: Point): Box => [
  Math.min(from.x, to.x),
  Math.min(from.y, to.y),
  Math.max(from.x, to.x),
  Math.max(from.y, to.y),
];

/** The box round several. */
export const boxAround = (boxes: readonly Box[]): Box => [
  Math.min(...boxes.map(([x0]) => x0)),
  Math.min(...boxes.map(([, y0]) => y0)),
  Math.max(...boxes.map(([, , x1]) => x1)),
  Math.max(...boxes.map(([, , , y1]) => y1)),
];

/** Page units below which a drag is a click. */
const LEAST = 4;
export const isDrawn = ([x0, y0, x1, y1]: Box): boolean => x1 - x0 > LEAST && y1 - y0 > LEAST;
