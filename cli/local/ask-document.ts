import { decideFromEvidence } from '../../activities/decide-document.ts';
import type { DocumentSpecialist } from '../../models/document-specialist.ts';
import type { LargerModel, NoteUsage } from '../../models/larger-model/port.ts';
import { sameValue } from '../../models/larger-model/same-value.ts';
import type { DocumentFields } from '../../schemas/document.ts';
import type { FieldName } from '../../schemas/fields.ts';
import type { Page } from '../../schemas/words.ts';

/** A document whose values are known. `annotated`: the fields whose absence from `truth` says that they are not printed. */
export interface LabelledDocument {
  id: string;
  /** Its layout or seller. */
  group: string;
  pages: Page[];
  truth: Partial<Record<FieldName, string | undefined>>;
  annotated: readonly FieldName[];
}

/** What the specialist decides of a document by itself. */
export interface DecidedAlone {
  document: LabelledDocument;
  inference: Awaited<ReturnType<DocumentSpecialist['extract']>>;
  result: ReturnType<typeof decideFromEvidence>['result'];
  /** Annotated fields that the ladder asks about. */
  doubts: FieldName[];
}

/** One field of a document, before and after a larger model was asked. */
export interface AskedField {
  field: FieldName;
  /** The specialist's; 0 where it found nothing. */
  confidence: number;
  doubtful: boolean;
  before: boolean;
  /** The larger model's value in place of the specialist's, where it gives one. */
  replaced: boolean;
  /** What the ladder makes of both. */
  merged: boolean;
  agreed: boolean;
}

const partOf = (pages: Page[]) => ({ part: 1, pages, eInvoice: null });
const today = () => new Date().toISOString().slice(0, 10);

export async function decideAlone(document: LabelledDocument, specialist: DocumentSpecialist): Promise<DecidedAlone> {
  const inference = await specialist.extract(document.pages);
  const { result, doubts } = decideFromEvidence({
    file: { findings: [] },
    part: partOf(document.pages),
    specialist,
    extraction: inference,
    answers: [],
    today: today(),
  });
  return { document, inference, result, doubts: doubts.filter((field) => document.annotated.includes(field)) };
}

function isRight(truth: string | undefined, value: string | null | undefined): boolean {
  if (truth === undefined || value == null) return truth === undefined && value == null;
  return sameValue(truth, value);
}

/** Values that a rule states and nobody printed are judged by nothing. */
const isJudged = ({ truth }: LabelledDocument, fields: DocumentFields, field: FieldName): boolean =>
  truth[field] !== undefined || (fields[field]?.source !== 'rule' && field !== 'currency');

/** Asks a larger model for some fields of a document at once, and judges them. */
export async function askDocument(
  { document, inference, result, doubts }: DecidedAlone,
  specialist: DocumentSpecialist,
  model: LargerModel,
  fields: readonly FieldName[],
  note: NoteUsage,
): Promise<AskedField[]> {
  const { kind, language } = result;
  const judged = fields.filter((field) => isJudged(document, result.fields, field));
  const request = { pages: document.pages, kind, language, current: result.fields, note };
  const answer = judged.length === 0 ? {} : await model.ask({ ...request, fields: [...judged] });
  const { result: after } = decideFromEvidence({
    file: { findings: [] },
    part: partOf(document.pages),
    specialist,
    extraction: inference,
    answers: [{ fields: judged, answer }],
    today: today(),
  });
  return judged.map((field) => {
    const [truth, known, given] = [document.truth[field], result.fields[field], answer[field]?.value];
    return {
      field,
      confidence: known?.confidence ?? 0,
      doubtful: doubts.includes(field),
      before: isRight(truth, known?.value),
      replaced: isRight(truth, given ?? known?.value),
      merged: isRight(truth, after.fields[field]?.value),
      agreed: known?.value != null && given != null && sameValue(known.value, given),
    };
  });
}
