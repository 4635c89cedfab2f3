import { and, asc, eq, sql } from 'drizzle-orm';
import type { CaseOrigin } from '../schemas/case.ts';
import type { BlobRef } from '../schemas/primitives.ts';
import type { Connection } from './connection.ts';
import { storableJson } from './json-value.ts';
import { casePages, cases } from './tables.ts';

/** `index` counts from 0; sizes in the page's own units; `image` is the page as PNG, null where there is no picture. */
export interface CasePage {
  index: number;
  width: number;
  height: number;
  image: BlobRef | null;
}

/** What reading a case's document came to: its pages, where the words are, where in a container it was found. */
export interface CaseReading {
  pages: readonly CasePage[];
  reading: BlobRef;
  origin: CaseOrigin | null;
}

/** Keeps what was read of a case. Idempotent; the last call counts. */
export async function recordPages(
  db: Connection,
  caseId: string,
  { pages, reading, origin }: CaseReading,
): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.delete(casePages).where(eq(casePages.caseId, caseId));
    if (pages.length > 0) await tx.insert(casePages).values(pages.map((page) => ({ ...page, caseId })));
    await tx
      .update(cases)
      .set({ reading, origin: storableJson(origin), updatedAt: sql`now()` })
      .where(eq(cases.id, caseId));
  });
}

export async function findPage(db: Connection, caseId: string, index: number): Promise<CasePage | null> {
  const [row] = await db
    .select()
    .from(casePages)
    .where(and(eq(casePages.caseId, caseId), eq(casePages.index, index)));
  return row ?? null;
}

export async function listPages(db: Connection, caseId: string): Promise<CasePage[]> {
  return db.select().from(casePages).where(eq(casePages.caseId, caseId)).orderBy(asc(casePages.index));
}
