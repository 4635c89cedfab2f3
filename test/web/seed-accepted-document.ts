import type { BlobStore } from '../../store/blobs/port.ts';
import { getCase } from '../../store/cases.ts';
import type { Database } from '../../store/database.ts';
import { recordOutcome } from '../../store/outcomes.ts';
import { policyOf } from '../../store/policies.ts';
import { drawSecondLooks } from '../../store/second-looks.ts';
import { seedDocumentInReview } from './seed-document.ts';

/** A real invoice that passed without a person and was drawn for a second look; two of its values were not accepted. */
export async function seedAcceptedDocument(deps: { db: Database; blobs: BlobStore }): Promise<string> {
  const id = await seedDocumentInReview(deps);
  const outcome = (await getCase(deps.db, id))?.outcome;
  if (outcome?.kind !== 'document') throw new Error('the sample is a document');
  await recordOutcome(deps.db, {
    caseId: id,
    state: 'accepted',
    outcome: { ...outcome, result: { ...outcome.result, status: 'accepted', reasons: [] } },
    actor: 'workflow',
    key: 'passed',
  });
  await drawSecondLooks(deps.db, { ...(await policyOf(deps.db, 'documents')), secondLooks: 1 }, [id]);
  return id;
}
