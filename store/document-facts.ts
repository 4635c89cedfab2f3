import { and, arrayOverlaps, desc, eq, inArray, lt, ne, or } from 'drizzle-orm';
import type { DocumentFacts, EarlierDocument } from '../schemas/document-memory.ts';
import { DocketError } from '../schemas/errors.ts';
import type { Connection } from './connection.ts';
import { storableJson } from './json-value.ts';
import { cases, documentFacts } from './tables.ts';

/** A supplier's older documents tell no more of its habits than this many newer ones. */
const MOST_EARLIER = 500;

/** Keeps the facts of a case; newer ones take the place of what was kept. */
export async function keepFacts(db: Connection, caseId: string, facts: DocumentFacts): Promise<void> {
  const row = storableJson(facts);
  await db
    .insert(documentFacts)
    .values({ caseId, ...row })
    .onConflictDoUpdate({ target: documentFacts.caseId, set: row });
}

/**
 * Documents that arrived before the case and were not rejected: of the same file, supplier or order, or of the same
 * amount and date; newest first. @throws DocketError `request.not-found` for an unknown case.
 */
export async function earlierDocuments(
  db: Connection,
  caseId: string,
  facts: DocumentFacts,
): Promise<EarlierDocument[]> {
  const [own] = await db.select({ createdAt: cases.createdAt }).from(cases).where(eq(cases.id, caseId));
  if (!own) throw new DocketError('request.not-found', `There is no case ${caseId}`);
  const { gross, issueDate, order, supplierKeys, file } = facts;
  const rows = await db
    .select({ facts: documentFacts, state: cases.state, createdAt: cases.createdAt })
    .from(documentFacts)
    .innerJoin(cases, eq(cases.id, documentFacts.caseId))
    .where(
      and(
        ne(cases.id, caseId),
        inArray(cases.state, ['processing', 'review', 'accepted']),
        or(lt(cases.createdAt, own.createdAt), and(eq(cases.createdAt, own.createdAt), lt(cases.id, caseId))),
        or(
          eq(documentFacts.file, file),
          supplierKeys.length > 0 ? arrayOverlaps(documentFacts.supplierKeys, supplierKeys) : undefined,
          gross !== null && issueDate !== null
            ? and(eq(documentFacts.gross, gross), eq(documentFacts.issueDate, issueDate))
            : undefined,
          order !== null ? eq(documentFacts.order, order) : undefined,
        ),
      ),
    )
    .orderBy(desc(cases.createdAt), desc(cases.id))
    .limit(MOST_EARLIER);
  return rows.map(({ facts: kept, state, createdAt }) => ({
    ...kept,
    state: state === 'accepted' || state === 'review' ? state : 'processing',
    receivedAt: createdAt.toISOString(),
  }));
}
