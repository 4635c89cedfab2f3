import { checkDocument } from '../checks/check-document.ts';
import { decideDocument } from '../checks/decide-document.ts';
import { mergeEvidence } from '../models/larger-model/merge.ts';
import { routeDocument } from '../models/route-document.ts';
import type { DocumentFields, DocumentResult, Extraction } from '../schemas/document.ts';
import type { FieldName } from '../schemas/fields.ts';
import type { DocumentInference } from '../schemas/queues.ts';
import type { Reading, ReadPart } from '../schemas/reading.ts';
import type { DocumentModel } from './dependencies.ts';

export interface DocumentEvidence {
  file: Reading;
  part: ReadPart;
  /** Null: the data are exact. */
  specialist: DocumentModel | null;
  extraction: Extraction & Partial<Pick<DocumentInference, 'kind'>>;
  /** What larger models said, in the order they were asked. */
  answers: { fields: readonly FieldName[]; answer: DocumentFields }[];
  today: string;
}

/**
 * From what was read and said to the result of one document. Pure, and the only place where it is decided, so that an
 * auditor's second run takes the same way.
 */
export function decideFromEvidence(input: DocumentEvidence): { result: DocumentResult; doubts: FieldName[] } {
  const { file, part, specialist, extraction: said, today } = input;
  const exact = specialist === null;
  const inferred = said.kind && specialist ? { ...said.kind, by: specialist.producer.name } : undefined;
  const routing = routeDocument(part, inferred);
  const merged = input.answers.reduce(mergeAnswer, said.fields);
  const extraction: Extraction = { fields: merged, lines: said.lines, taxes: said.taxes };
  const checked = checkDocument(extraction, {
    kind: routing.kind,
    today,
    exact,
    invoice: part.eInvoice?.content,
  });
  const findings = [...file.findings, ...(part.findings ?? []), ...checked.findings];
  const {
    status,
    reasons,
    doubts,
    extraction: decided,
  } = decideDocument({
    extraction: checked.extraction,
    findings,
    routing,
    thresholds: { ...specialist?.thresholds },
  });
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
  return { result, doubts: exact ? [] : doubts };
}

function mergeAnswer(current: DocumentFields, { fields, answer }: DocumentEvidence['answers'][number]): DocumentFields {
  const merged = { ...current };
  for (const field of fields) {
    const evidence = mergeEvidence(current[field], answer[field]);
    if (evidence) merged[field] = evidence;
    else delete merged[field];
  }
  return merged;
}
