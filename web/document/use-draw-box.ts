import type { Place } from '../../schemas/place.ts';
import { isOpen, isThere } from './draft.ts';
import { useDocumentView } from './review-context.ts';
import { placesOf } from './slots.ts';

/** Where a box begins for a value that lies nowhere: a line in the upper part of the first page, in shares of its size. */
const UNPLACED = [0.3, 0.3, 0.6, 0.33] as const;

/** Room round a value's own box, as a share of its height. */
const ROOM = 0.4;

function roomy({ page, box: [x0, y0, x1, y1] }: Place): Place {
  const room = (y1 - y0) * ROOM;
  return { page, box: [Math.max(0, x0 - room), Math.max(0, y0 - room), x1 + room, y1 + room] };
}

/** Begins a box for the field with the focus, the last that had it, or the first in doubt; null where there is none. */
export function useDrawBox(): (() => void) | null {
  const { slots, draft, focused, lastFocused, boxReading, pages } = useDocumentView();
  const firstOpen = [...slots.keys()].find((path) => isOpen(slots, draft, path));
  const path = [focused, lastFocused, firstOpen].find(
    (one) => one !== null && one !== undefined && isThere(draft, one),
  );
  const [first] = pages;
  if (path === null || path === undefined || first === undefined) return null;
  const evidence = slots.get(path)?.evidence;
  const [x0, y0, x1, y1] = UNPLACED;
  const middle: Place = { page: 0, box: [x0 * first.width, y0 * first.height, x1 * first.width, y1 * first.height] };
  const known = draft.edits.get(path)?.place ?? (evidence && placesOf(evidence)[0]);
  return () => boxReading.draw(path, known === undefined ? middle : roomy(known));
}
