import type { Term } from '../../../schemas/en16931/term.ts';
import type { Cursor } from '../cursor.ts';
import { date } from '../normalise.ts';

/** A date of UN/EDIFACT format 102 (or an ISO date, as the first version allowed) as ISO 8601; anything else as written. */
export function dateTerm(cursor: Cursor | undefined, path: string): Term | undefined {
  const found = cursor?.term(`${path}/DateTimeString`, `${path}/DateString`, `${path}/DateTime`, path);
  return found && { ...found, text: date(found.text) ?? found.text };
}
