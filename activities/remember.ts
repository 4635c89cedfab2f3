import { checkDuplicates } from '../checks/memory/check-duplicates.ts';
import { checkOrder } from '../checks/memory/check-order.ts';
import { checkSupplier } from '../checks/memory/check-supplier.ts';
import { factsOf } from '../checks/memory/facts-of.ts';
import { graded } from '../checks/memory/memory-finding.ts';
import type { DocumentFields } from '../schemas/document.ts';
import type { DocumentFacts } from '../schemas/document-memory.ts';
import { DocketError } from '../schemas/errors.ts';
import type { Finding } from '../schemas/finding.ts';
import type { ReadPart } from '../schemas/reading.ts';
import { requireCase } from '../store/cases.ts';
import type { Database } from '../store/database.ts';
import { earlierDocuments, keepFacts } from '../store/document-facts.ts';
import { findOrder } from '../store/orders.ts';
import type { ActivityDependencies } from './dependencies.ts';

/** Keeps what a case's document says, in place of what was kept of it before. */
export async function keepFactsOf(
  db: Database,
  caseId: string,
  part: Pick<ReadPart, 'pages'>,
  fields: DocumentFields,
): Promise<DocumentFacts> {
  const { arrival } = await requireCase(db, caseId);
  if (arrival.kind !== 'document') throw new DocketError('internal.unexpected', `Case ${caseId} is no document`);
  const facts = factsOf({ file: arrival.blob.sha256, part: arrival.part, pages: part.pages }, fields);
  await keepFacts(db, caseId, facts);
  return facts;
}

/**
 * Keeps what the document says, then holds it against earlier ones and against orders. Kept first: of two copies that
 * are worked on at once, the one that came later sees the other.
 */
export async function remember(
  { db, blockingRules }: Pick<ActivityDependencies, 'db' | 'blockingRules'>,
  caseId: string,
  part: Pick<ReadPart, 'pages'>,
  fields: DocumentFields,
): Promise<Finding[]> {
  const facts = await keepFactsOf(db, caseId, part, fields);
  const earlier = await earlierDocuments(db, caseId, facts);
  const orders = await findOrder(db, facts.order);
  const findings = [
    ...checkDuplicates(facts, earlier),
    ...checkSupplier(facts, earlier),
    ...checkOrder(facts, earlier, orders),
  ];
  return findings.map((finding) => graded(finding, blockingRules));
}
