import type { Evidence } from '../schemas/evidence.ts';

/** One value as recorded and as it comes out now. */
export interface ComparedValue {
  path: string;
  recorded: string | null;
  now: string | null;
  same: boolean;
  /** In what they differ. */
  differs: ('value' | 'confidence' | 'place')[];
}

/** Another provider or CPU sums floats in another order: probabilities agree to this much, not to the bit. */
const CONFIDENCE_TOLERANCE = 0.01;
/** In page units. */
const BOX_TOLERANCE = 0.01;

export function compareEvidence(
  path: string,
  recorded: Evidence | undefined,
  now: Evidence | undefined,
): ComparedValue {
  const differs: ComparedValue['differs'] = [];
  if ((recorded?.value ?? null) !== (now?.value ?? null)) differs.push('value');
  if (!isNear(recorded?.confidence, now?.confidence, CONFIDENCE_TOLERANCE)) differs.push('confidence');
  if (!isSamePlace(recorded, now)) differs.push('place');
  return { path, recorded: recorded?.value ?? null, now: now?.value ?? null, same: differs.length === 0, differs };
}

export function compareText(path: string, recorded: string | null, now: string | null): ComparedValue {
  const same = recorded === now;
  return { path, recorded, now, same, differs: same ? [] : ['value'] };
}

export function compareNumber(path: string, recorded: number, now: number): ComparedValue {
  const same = isNear(recorded, now, CONFIDENCE_TOLERANCE);
  return { path, recorded: String(recorded), now: String(now), same, differs: same ? [] : ['confidence'] };
}

function isSamePlace(recorded: Evidence | undefined, now: Evidence | undefined): boolean {
  if ((recorded?.page ?? null) !== (now?.page ?? null)) return false;
  if (!recorded?.box || !now?.box) return (recorded?.box ?? null) === (now?.box ?? null);
  return recorded.box.every((edge, index) => isNear(edge, now.box?.[index], BOX_TOLERANCE));
}

const isNear = (a: number | undefined, b: number | undefined, tolerance: number) =>
  a === b || (a !== undefined && b !== undefined && Math.abs(a - b) <= tolerance);
