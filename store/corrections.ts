import { asc, inArray } from 'drizzle-orm';
import type { Correction } from '../schemas/case.ts';
import type { Producer } from '../schemas/evidence.ts';
import type { Connection } from './connection.ts';
import { storableJson } from './json-value.ts';
import { corrections } from './tables.ts';

export interface ReviewCorrections {
  caseId: string;
  decisionId: string;
  reviewer: string;
  corrections: readonly Correction[];
  /** The models whose values were looked at. */
  models: readonly Producer[];
}
export interface StoredCorrection extends Correction {
  caseId: string;
  decisionId: string;
  reviewer: string;
  models: Producer[];
  at: string;
}

/** Keeps what a person changed. Append-only; the same decision is kept once. */
export async function recordCorrections(db: Connection, review: ReviewCorrections): Promise<void> {
  if (review.corrections.length === 0) return;
  const { caseId, decisionId, reviewer } = review;
  const models = [...review.models];
  const rows = review.corrections.map((one, position) => ({
    ...storableJson({ caseId, decisionId, reviewer, models, ...one }),
    position,
  }));
  await db.insert(corrections).values(rows).onConflictDoNothing();
}

/** Corrections of a case, or of several, oldest first. */
export async function listCorrections(
  db: Connection,
  { caseId }: { caseId: string | readonly string[] },
): Promise<StoredCorrection[]> {
  const rows = await db
    .select()
    .from(corrections)
    .where(inArray(corrections.caseId, [caseId].flat()))
    .orderBy(asc(corrections.createdAt), asc(corrections.position));
  return rows.map(({ position: _, createdAt, ...row }) => ({ ...row, at: createdAt.toISOString() }));
}
