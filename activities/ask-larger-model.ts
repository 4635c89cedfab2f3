import type { EscalateRequest } from '../schemas/activities.ts';
import { DocketError } from '../schemas/errors.ts';
import { DOCUMENTS } from '../schemas/policy.ts';
import type { BlobRef } from '../schemas/primitives.ts';
import type { StepAnswer } from '../schemas/step-answer.ts';
import { putJson } from '../store/blobs/json.ts';
import { storedPart } from '../store/stored-reading.ts';
import type { ActivityDependencies } from './dependencies.ts';
import { storedDocument } from './stored-outcome.ts';
import { withinBudget } from './within-budget.ts';
import { worthAskingFor } from './worth-asking-for.ts';

/**
 * Asks the configured larger model for the fields in doubt that it was not measured to be no gain for. Returns a `StepAnswer`
 * blob with its grounded answers.
 */
export const askLargerModel =
  (deps: ActivityDependencies) =>
  async (request: EscalateRequest): Promise<BlobRef> => {
    const { blobs, larger } = deps;
    const model = larger[request.step];
    if (!model) throw new DocketError('llm.refused', `No larger model is configured for the step "${request.step}"`);
    const { part } = await storedPart(blobs, request);
    const { result } = await storedDocument(blobs, request.outcome);
    const asker = { caseId: request.caseId, desk: DOCUMENTS, model: model.producer.name };
    const { asked, skipped } = worthAskingFor(deps, request.step, model.producer, request.fields);
    if (asked.length === 0) return await putJson(blobs, { fields: {}, lines: [], taxes: [], skipped });
    const fields = await withinBudget(deps, asker, (note) =>
      model.ask({
        pages: part.pages,
        kind: result.kind,
        language: result.language,
        fields: asked,
        current: result.fields,
        note,
      }),
    );
    const answer: StepAnswer = { fields, lines: [], taxes: [], skipped };
    return await putJson(blobs, answer);
  };
