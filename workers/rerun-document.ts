import { checkEvidence, decideChecked } from '../activities/decide-document.ts';
import { DOCUMENT_SPECIALIST, DOCUMENT_TEACHER } from '../activities/dependencies.ts';
import type { DocumentOutcome } from '../activities/stored-outcome.ts';
import { documentScore } from '../checks/bound/document-score.ts';
import { asTeacher } from '../models/larger-model/teacher.ts';
import { exactExtraction } from '../reading/exact-extraction.ts';
import type { DocumentArrival } from '../schemas/case.ts';
import type { DocumentResult } from '../schemas/document.ts';
import type { DocumentBoundStamp } from '../schemas/document-bound.ts';
import { DocketError } from '../schemas/errors.ts';
import { type FieldName, fieldNames } from '../schemas/fields.ts';
import { isMemoryRule } from '../schemas/memory-rules.ts';
import { valuesByPath } from '../schemas/values-by-path.ts';
import { storedPart } from '../store/stored-reading.ts';
import { type ComparedValue, compareEvidence, compareNumber } from './compare-values.ts';
import { openRecordedSpecialist, type Rerun, type RerunParts } from './recorded-models.ts';

/** Reads, asks and decides again with the recorded versions; what a person or an outside model said is left out. */
export async function rerunDocument(
  parts: RerunParts,
  { arrival, createdAt }: { arrival: DocumentArrival; createdAt: string },
  { result, decision, reading }: DocumentOutcome,
): Promise<Omit<Rerun, 'caseId'>> {
  if (!reading) throw new DocketError('audit.no-history', 'The case keeps no reading; there are no words to run on');
  const { file, part } = await storedPart(parts.blobs, { reading, part: arrival.part });
  const recorded = decision.models.find(({ name }) => name === DOCUMENT_SPECIALIST);
  const specialist = part.eInvoice ? null : await openRecordedSpecialist(parts, recorded, DOCUMENT_SPECIALIST);
  const extraction = part.eInvoice
    ? exactExtraction(part.eInvoice, arrival.blob.sha256, part.comparison)
    : await specialist?.extract(part.pages);
  if (!extraction) throw new DocketError('model.unknown', 'The decision names no specialist');

  const answers = [];
  const taken = decision.escalations.filter(({ outcome }) => outcome !== 'skipped');
  for (const { step, by, fields, calibration } of taken) {
    if (step !== 'teacher' || !by) continue;
    const asked = fields.filter(isFieldName);
    const teacher = await openRecordedSpecialist(parts, by, DOCUMENT_TEACHER);
    answers.push({
      fields: asked,
      answer: asTeacher((await teacher.extract(part.pages, { fields: asked })).fields),
      teacher: { producer: teacher.producer, thresholds: teacher.thresholds, escalation: calibration },
    });
  }
  const checked = checkEvidence({
    file,
    part,
    specialist: specialist && {
      producer: specialist.producer,
      thresholds: decision.thresholds,
      joint: decision.joint,
    },
    extraction,
    answers,
    today: decision.today ?? createdAt.slice(0, 10),
  });
  const again = decideChecked(
    checked,
    result.findings.filter(({ rule }) => isMemoryRule(rule)),
  );

  const left = new Map(
    taken.flatMap(({ step, fields }) => (step === 'teacher' ? [] : fields.map((path) => [path, step]))),
  );
  const tables = new Set([...left.keys()].filter((path) => path.includes('.')).map((path) => path.split('.')[0]));
  const isLeftOut = (path: string) => left.has(path) || tables.has(path.split('.')[0]);
  const before = valuesByPath(result);
  const now = valuesByPath(again.result);
  const paths = [...new Set([...before.keys(), ...now.keys()])];
  return {
    models: decision.models,
    values: [
      ...paths.filter((path) => !isLeftOut(path)).map((path) => compareEvidence(path, before.get(path), now.get(path))),
      ...(left.size === 0 ? compareScore(decision.documentBound, again.result) : []),
    ],
    leftOut: paths.filter(isLeftOut),
  };
}

/** How sure the document was as a whole; nothing where no bound asked, or a value did not come from the specialist. */
function compareScore(bound: DocumentBoundStamp | undefined, { fields }: DocumentResult): ComparedValue[] {
  const now = bound && documentScore(fields, bound);
  if (bound?.reached == null || now == null) return [];
  return [compareNumber('documentBound.reached', bound.reached, now)];
}

const isFieldName = (name: string): name is FieldName => fieldNames.some((known) => known === name);
