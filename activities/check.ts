import { applyPolicy, policyRecord } from '../checks/apply-policy.ts';
import { holdToDocumentBound } from '../checks/bound/hold-to-document-bound.ts';
import { agreementHolds } from '../models/larger-model/merge-label.ts';
import { asTeacher } from '../models/larger-model/teacher.ts';
import { measuredGain } from '../models/larger-model/worth-asking.ts';
import type { CheckAnswer, CheckRequest, EscalationAnswer } from '../schemas/activities.ts';
import { type DecisionRecord, type Outcome, SCHEMA_VERSION } from '../schemas/case.ts';
import { type Extraction, extraction } from '../schemas/document.ts';
import type { Producer } from '../schemas/evidence.ts';
import type { FieldName } from '../schemas/fields.ts';
import { DOCUMENTS } from '../schemas/policy.ts';
import { documentInference } from '../schemas/queues.ts';
import { type StepAnswer, stepAnswer } from '../schemas/step-answer.ts';
import type { LadderStep } from '../schemas/workflows.ts';
import { getJson, putJson } from '../store/blobs/json.ts';
import { policyOf } from '../store/policies.ts';
import { storedPart } from '../store/stored-reading.ts';
import { checkEvidence, decideChecked } from './decide-document.ts';
import {
  type ActivityDependencies,
  DOCUMENT_SPECIALIST,
  DOCUMENT_TEACHER,
  type DocumentModel,
} from './dependencies.ts';
import type { LargerAnswer } from './merge-answers.ts';
import { producersOf } from './producers-of.ts';
import { remember } from './remember.ts';

type Said = EscalationAnswer & { extraction: StepAnswer | null };

/** Checks what was found, with the answers of larger models so far, and decides. Returns the `Outcome` as a blob. */
export const check =
  (deps: ActivityDependencies) =>
  async (request: CheckRequest): Promise<CheckAnswer> => {
    const { blobs, build } = deps;
    const { today } = request;
    const { file, part } = await storedPart(blobs, request);
    const said = request.specialist
      ? await getJson(blobs, request.extraction, documentInference)
      : await getJson(blobs, request.extraction, extraction);
    const answers = await Promise.all(request.answers.map((answer) => loadAnswer(deps, answer)));
    const specialist = request.specialist ? modelThatSpoke(deps, request.specialist, said) : null;

    const checked = checkEvidence({
      file,
      part,
      specialist,
      extraction: said,
      answers: answers.flatMap((answer) => heardAnswer(deps, answer)),
      today,
    });
    const remembered = await remember(deps, request.caseId, part, checked.extraction.fields);
    const { result: decided, doubts } = decideChecked(checked, remembered);
    const policy = await policyOf(deps.db, DOCUMENTS);
    const allowed = applyPolicy(decided, policy, foundFields(decided));
    const { result, stamp } = holdToDocumentBound(allowed, policy, specialist, part.pages);
    const heard = producersOf(said, ...answers.flatMap((answer) => answer.extraction ?? []));
    const decision: DecisionRecord = {
      schemaVersion: SCHEMA_VERSION,
      build,
      models: heard.length === 0 && specialist ? [specialist.producer] : heard,
      thresholds: { ...specialist?.thresholds },
      ...(specialist?.joint ? { joint: specialist.joint } : {}),
      escalations: answers.flatMap((answer) => describe(deps, answer)),
      policy: policyRecord(policy),
      ...(stamp ? { documentBound: stamp } : {}),
      today,
    };
    const outcome: Outcome = { kind: 'document', result, decision, reading: request.reading };
    return { status: result.status, doubts, outcome: await putJson(blobs, outcome) };
  };

const foundFields = ({ fields }: Extraction): string[] =>
  Object.entries(fields).flatMap(([name, { value }]) => (value === null ? [] : [name]));

async function loadAnswer({ blobs }: ActivityDependencies, answer: EscalationAnswer): Promise<Said> {
  if (!answer.answer) return { ...answer, extraction: null };
  const said = await getJson(blobs, answer.answer, stepAnswer);
  const fields = answer.step === 'teacher' ? asTeacher(said.fields) : said.fields;
  return { ...answer, extraction: { ...said, fields } };
}

function heardAnswer(deps: ActivityDependencies, { step, fields, extraction }: Said): LargerAnswer[] {
  if (!extraction) return [];
  const teacher = step === 'teacher' ? modelThatSpoke(deps, DOCUMENT_TEACHER, extraction) : undefined;
  const vouched = teacher ? [] : fields.filter((field) => isVouchedFor(deps, step, field));
  return [{ fields, answer: extraction.fields, teacher, vouched }];
}

/** Was agreement of the configured model with the specialist measured to keep the field's bound? */
function isVouchedFor({ gains, larger, models }: ActivityDependencies, step: LadderStep, field: FieldName): boolean {
  const model = larger[step]?.producer;
  if (!model) return false;
  const { producer: beside, thresholds } = models.document(DOCUMENT_SPECIALIST);
  const measured = measuredGain(gains(), { desk: DOCUMENTS, step, model, beside }, field);
  return agreementHolds(measured, thresholds[field] ?? thresholds['*']);
}

/** The version that answered, which need not be the newest one that this worker sees. */
function modelThatSpoke({ models }: ActivityDependencies, name: string, said: Extraction): DocumentModel {
  const spoke = producersOf(said).find((producer) => producer.name === name);
  return models.document(name, spoke?.version);
}

function describe(deps: ActivityDependencies, said: Said): DecisionRecord['escalations'] {
  const { step, extraction, problem } = said;
  const skipped = extraction?.skipped ?? [];
  const reasons = [...new Set(skipped.map(({ why }) => why))].map((why) => {
    const alike = skipped.filter((one) => one.why === why);
    return { step, fields: alike.map(({ field }) => field), by: alike[0]?.by ?? null, outcome: 'skipped', why };
  });
  const fields = said.fields.filter((field) => !skipped.some((one) => one.field === field));
  if (fields.length === 0) return reasons;
  const by: Producer | null = extraction ? (producersOf(extraction)[0] ?? null) : null;
  const calibration = heardAnswer(deps, said)[0]?.teacher?.escalation;
  const asked = { step, fields, by, outcome: problem ?? (by ? 'answered' : 'nothing-found') };
  return [...reasons, { ...asked, ...(calibration ? { calibration } : {}) }];
}
