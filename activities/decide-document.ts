import { isValidIBAN } from 'ibantools';
import { checkDocument } from '../checks/check-document.ts';
import { type Bounds, decideDocument } from '../checks/decide-document.ts';
import type { PrintedRivals } from '../checks/document/check-rivals.ts';
import { Grounding } from '../models/grounding/grounding.ts';
import { namedTotals } from '../models/grounding/named-totals.ts';
import { mergeEvidence } from '../models/larger-model/merge.ts';
import { calibratedBeside, mergeTeacher } from '../models/larger-model/merge-teacher.ts';
import { routeDocument } from '../models/route-document.ts';
import type { DocumentFields, DocumentResult, Extraction, Routing } from '../schemas/document.ts';
import type { FieldName } from '../schemas/fields.ts';
import type { Finding } from '../schemas/finding.ts';
import type { DocumentInference } from '../schemas/queues.ts';
import type { Reading, ReadPart } from '../schemas/reading.ts';
import type { Page } from '../schemas/words.ts';
import type { DocumentModel } from './dependencies.ts';

export interface DocumentEvidence {
  file: Pick<Reading, 'findings'>;
  part: ReadPart;
  /** Null: the data are exact. */
  specialist: DocumentModel | null;
  extraction: Extraction & Partial<Pick<DocumentInference, 'kind'>>;
  /** What larger models said, in the order they were asked. */
  answers: LargerAnswer[];
  today: string;
}

/** `teacher`: the document model that answered; absent for a language model. */
export interface LargerAnswer {
  fields: readonly FieldName[];
  answer: DocumentFields;
  teacher?: DocumentModel | undefined;
}

/** What was read and said of a document, merged and checked, before anything is decided. */
export interface CheckedDocument {
  evidence: DocumentEvidence;
  routing: Routing;
  extraction: Extraction;
  findings: Finding[];
}

/** Merges what all models said and checks it. Pure. */
export function checkEvidence(evidence: DocumentEvidence): CheckedDocument {
  const { file, part, specialist, extraction: said, today } = evidence;
  const exact = specialist === null;
  const inferred = said.kind && specialist ? { ...said.kind, by: specialist.producer.name } : undefined;
  const routing = routeDocument(part, inferred);
  const merged = evidence.answers.reduce((fields, answer) => mergeAnswer(fields, answer, specialist), said.fields);
  const extraction: Extraction = { fields: merged, lines: said.lines, taxes: said.taxes };
  const checked = checkDocument(extraction, {
    kind: routing.kind,
    today,
    exact,
    invoice: part.eInvoice?.content,
    ...(exact ? {} : { pages: part.pages, rivals: printedRivals(part.pages) }),
  });
  const findings = [...file.findings, ...(part.findings ?? []), ...checked.findings];
  return { evidence, routing, extraction: checked.extraction, findings };
}

/** Accounts and sums to be paid that the pages print, whatever was taken of them. */
const printedRivals = (pages: Page[]): PrintedRivals => ({
  ibans: new Grounding(pages).printed('iban', isValidIBAN).map(({ value }) => value),
  totals: namedTotals(pages),
});

/** From what was read and said to the result of one document of which nothing is remembered. Pure. */
export const decideFromEvidence = (evidence: DocumentEvidence) => decideChecked(checkEvidence(evidence));

/**
 * From what was checked to the result of one document. Pure, and the only place where it is decided, so that an auditor's
 * second run takes the same way. `remembered`: what earlier documents and orders say of it.
 */
export function decideChecked(
  { evidence, routing, extraction, findings: found }: CheckedDocument,
  remembered: readonly Finding[] = [],
): { result: DocumentResult; doubts: FieldName[] } {
  const { part, specialist, answers } = evidence;
  const findings = [...found, ...remembered];
  const {
    status,
    reasons,
    doubts,
    extraction: decided,
  } = decideDocument({ extraction, findings, routing, bounds: boundsOf(specialist, answers) });
  const result = {
    ...decided,
    kind: routing.kind,
    language: routing.language,
    findings,
    ...(part.comparison ? { comparison: part.comparison } : {}),
    reasons,
    status,
  };
  // What a supplier's data state, no model knows better: they are for a person.
  return { result, doubts: specialist === null ? [] : doubts };
}

function boundsOf(specialist: DocumentModel | null, answers: LargerAnswer[]): Bounds {
  const own = { specialist: { ...specialist?.thresholds } };
  const teacher = answers.find((answer) => answer.teacher)?.teacher;
  if (!teacher || !specialist) return own;
  const { thresholds } = calibratedBeside(teacher.escalation, specialist.producer) ?? { thresholds: {} };
  return { ...own, teacher: { name: teacher.producer.name, thresholds } };
}

function mergeAnswer(
  current: DocumentFields,
  { fields, answer, teacher }: LargerAnswer,
  specialist: DocumentModel | null,
): DocumentFields {
  const merged = { ...current };
  const calibration = teacher && specialist ? calibratedBeside(teacher.escalation, specialist.producer) : null;
  for (const field of fields) {
    const evidence = teacher
      ? mergeTeacher(current[field], answer[field], calibration)
      : mergeEvidence(current[field], answer[field]);
    if (evidence) merged[field] = evidence;
    else delete merged[field];
  }
  return merged;
}
