import { isValidIBAN } from 'ibantools';
import { checkDocument } from '../checks/check-document.ts';
import { type Bounds, decideDocument, type Standing } from '../checks/decide-document.ts';
import type { PrintedRivals } from '../checks/document/check-rivals.ts';
import { Grounding } from '../models/grounding/grounding.ts';
import { namedTotals } from '../models/grounding/named-totals.ts';
import { calibratedBeside } from '../models/larger-model/merge-teacher.ts';
import { routeDocument } from '../models/route-document.ts';
import type { DocumentResult, Extraction, Routing } from '../schemas/document.ts';
import type { FieldName } from '../schemas/fields.ts';
import type { Finding } from '../schemas/finding.ts';
import type { DocumentInference } from '../schemas/queues.ts';
import type { Reading, ReadPart } from '../schemas/reading.ts';
import type { Page } from '../schemas/words.ts';
import type { DocumentModel } from './dependencies.ts';
import { type LargerAnswer, mergeAnswers } from './merge-answers.ts';
import { weighEvidence } from './weigh-evidence.ts';

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

/** What was read and said of a document, merged and checked, before anything is decided. */
export interface CheckedDocument {
  evidence: DocumentEvidence;
  routing: Routing;
  extraction: Extraction;
  findings: Finding[];
  standing: Standing;
}

/** Merges what all models said, checks it, and weighs each value by all that speaks for it. Pure. */
export function checkEvidence(evidence: DocumentEvidence): CheckedDocument {
  const { file, part, specialist, extraction: said, today } = evidence;
  const exact = specialist === null;
  const inferred = said.kind && specialist ? { ...said.kind, by: specialist.producer.name } : undefined;
  const routing = routeDocument(part, inferred);
  const { fields, ...standing } = mergeAnswers(said.fields, evidence.answers, specialist);
  const extraction: Extraction = { fields, lines: said.lines, taxes: said.taxes };
  const checked = checkDocument(extraction, {
    kind: routing.kind,
    today,
    exact,
    invoice: part.eInvoice?.content,
    ...(exact ? {} : { pages: part.pages, rivals: printedRivals(part.pages) }),
  });
  const findings = [...file.findings, ...(part.findings ?? []), ...checked.findings];
  const joint = specialist?.joint;
  const weighed = joint ? weighEvidence(checked.extraction, part.pages, joint) : checked.extraction;
  return { evidence, routing, extraction: weighed, findings, standing };
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
  { evidence, routing, extraction, findings: found, standing }: CheckedDocument,
  remembered: readonly Finding[] = [],
): { result: DocumentResult; doubts: FieldName[] } {
  const { part, specialist, answers } = evidence;
  const findings = [...found, ...remembered];
  const {
    status,
    reasons,
    doubts,
    extraction: decided,
  } = decideDocument({ extraction, findings, routing, bounds: boundsOf(specialist, answers), standing });
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
