import type { EscalateRequest } from '../schemas/activities.ts';
import type { Extraction } from '../schemas/document.ts';
import { DocketError } from '../schemas/errors.ts';
import { DOCUMENTS } from '../schemas/policy.ts';
import type { BlobRef } from '../schemas/primitives.ts';
import { putJson } from '../store/blobs/json.ts';
import { storedPart } from '../store/stored-reading.ts';
import type { ActivityDependencies } from './dependencies.ts';
import { storedDocument } from './stored-outcome.ts';
import { withinBudget } from './within-budget.ts';

/** Asks the configured larger model for the fields in doubt. Returns an `Extraction` blob with its grounded answers. */
export const askLargerModel =
  (deps: ActivityDependencies) =>
  async (request: EscalateRequest): Promise<BlobRef> => {
    const { blobs, larger } = deps;
    const model = larger[request.step];
    if (!model) throw new DocketError('llm.refused', `No larger model is configured for the step "${request.step}"`);
    const { part } = await storedPart(blobs, request);
    const { result } = await storedDocument(blobs, request.outcome);
    const asker = { caseId: request.caseId, desk: DOCUMENTS, model: model.producer.name };
    const fields = await withinBudget(deps, asker, (note) =>
      model.ask({
        pages: part.pages,
        kind: result.kind,
        language: result.language,
        fields: request.fields,
        current: result.fields,
        note,
      }),
    );
    const answer: Extraction = { fields, lines: [], taxes: [] };
    return await putJson(blobs, answer);
  };
