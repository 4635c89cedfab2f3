import type { Correction } from '../schemas/case.ts';
import type { Extraction } from '../schemas/document.ts';
import type { Evidence } from '../schemas/evidence.ts';
import type { Place } from '../schemas/place.ts';
import type { DocumentRow } from '../schemas/training-row.ts';

type Vouched = Pick<DocumentRow, 'truth' | 'places' | 'absent'>;
type Row = Record<string, Evidence>;

/** A value that stands, and where it was read. */
interface Standing {
  value: string;
  places: Place[];
}

/**
 * The values of a document that a person vouches for. After a review that is all of them: what was not changed was
 * approved. A second look speaks of what had been accepted: what it calls wrong is taken as it should be, without a place.
 */
export function vouchedValues(
  { fields, lines, taxes }: Extraction,
  origin: DocumentRow['origin'],
  corrections: readonly Correction[],
): Vouched {
  const places: Vouched['places'] = {};
  const standing = origin === 'review' ? asReviewed : asLookedAt(corrections);
  const keep = (row: Row, path: (name: string) => string): Record<string, string> =>
    Object.fromEntries(
      Object.entries(row).flatMap(([name, evidence]) => {
        const found = standing(path(name), evidence);
        if (found === null) return [];
        if (found.places.length > 0) places[path(name)] = found.places;
        return [[name, found.value]];
      }),
    );
  const rows = (head: string, all: readonly Row[]) =>
    all.map((row, index) => keep(row, (name) => `${head}.${index}.${name}`));
  const truth: Vouched['truth'] = keep(fields, (name) => name);
  const kept = { lines: rows('lines', lines), taxes: rows('taxes', taxes) };
  for (const [head, all] of Object.entries(kept)) if (all.some((row) => Object.keys(row).length > 0)) truth[head] = all;
  const absent = corrections.filter(({ path, after }) => after === null && !path.includes('.')).map(({ path }) => path);
  return { truth, places, absent: [...new Set(absent)].filter((path) => truth[path] === undefined) };
}

function asReviewed(_path: string, { value, page, box, places }: Evidence): Standing | null {
  if (value === null) return null;
  return { value, places: places ?? (page === null || box === null ? [] : [{ page, box }]) };
}

function asLookedAt(corrections: readonly Correction[]) {
  const after = new Map(corrections.map((correction) => [correction.path, correction.after]));
  return (path: string, evidence: Evidence): Standing | null => {
    const corrected = after.get(path);
    if (corrected !== undefined) return corrected === null ? null : { value: corrected, places: [] };
    return evidence.accepted ? asReviewed(path, evidence) : null;
  };
}
