import type { Box } from '../../schemas/place.ts';
import { type Draft, isChanged, isOpen, isThere } from './draft.ts';
import { placesOf, type Slots } from './slots.ts';

export interface PageBox {
  key: string;
  path: string;
  status: 'accepted' | 'doubtful' | 'human';
  box: Box;
}

/** The boxes to draw on one page: where the values were read, or where a person just took them from. */
export function pageBoxes(slots: Slots, draft: Draft, page: number): PageBox[] {
  const paths = new Set([...slots.keys(), ...draft.edits.keys()]);
  return [...paths].flatMap((path) => {
    if (!isThere(draft, path)) return [];
    const slot = slots.get(path);
    const changed = isChanged(slots, draft, path);
    const picked = changed ? draft.edits.get(path)?.place : undefined;
    const places = picked === undefined ? (slot?.evidence ? placesOf(slot.evidence) : []) : [picked];
    const status =
      changed || slot?.evidence?.source === 'human' ? 'human' : isOpen(slots, draft, path) ? 'doubtful' : 'accepted';
    return places
      .filter((place) => place.page === page)
      .map((place, index): PageBox => ({ key: `${path} ${index}`, path, status, box: place.box }));
  });
}
