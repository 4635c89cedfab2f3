import { holdToDocumentBound } from '../../../checks/bound/hold-to-document-bound.ts';
import type { DocumentSpecialist } from '../../../models/document-specialist.ts';
import type { DocumentResult } from '../../../schemas/document.ts';
import { certifiedBounds } from '../../../schemas/document-bound.ts';
import type { Page } from '../../../schemas/words.ts';
import type { WholeBound } from '../thread-messages.ts';

/** The service's policy where nobody has chosen another. */
const POLICY = { automation: 'confident' } as const;

/** What each bound on whole documents that a policy can choose would make of a decision. */
export const wholeBounds = (
  result: DocumentResult,
  specialist: Pick<DocumentSpecialist, 'producer' | 'documents'>,
  pages: readonly Page[],
): WholeBound[] =>
  certifiedBounds(specialist.documents, POLICY).flatMap(({ alpha }) => {
    const held = holdToDocumentBound(result, { ...POLICY, documentBound: alpha }, specialist, pages);
    return held.stamp ? [{ stamp: held.stamp, passes: held.result.status === 'accepted' }] : [];
  });
