import { checkDocument } from '../../checks/check-document.ts';
import { decideDocument } from '../../checks/decide-document.ts';
import { mergeEvidence } from '../../models/larger-model/merge.ts';
import { routeDocument } from '../../models/route-document.ts';
import { exactExtraction } from '../../reading/exact-extraction.ts';
import type { DocumentResult, Extraction, Routing } from '../../schemas/document.ts';
import type { FieldName } from '../../schemas/fields.ts';
import type { Finding } from '../../schemas/finding.ts';
import type { AcceptanceThreshold } from '../../schemas/model-card.ts';
import type { ReadPart } from '../../schemas/reading.ts';
import type { LocalModels } from './open-models.ts';

interface Read {
  extraction: Extraction;
  routing: Routing;
  thresholds: Record<string, AcceptanceThreshold>;
}

async function readPart(part: ReadPart, models: LocalModels, sha256: string): Promise<Read> {
  if (part.eInvoice)
    return {
      extraction: exactExtraction(part.eInvoice, sha256, part.comparison),
      routing: routeDocument(part),
      thresholds: {},
    };
  const specialist = await models.documents();
  const { kind, ...extraction } = await specialist.extract(part.pages);
  const routing = routeDocument(part, { ...kind, by: `${specialist.producer.name} ${specialist.producer.version}` });
  return { extraction, routing, thresholds: specialist.thresholds };
}

function decide(read: Read, part: ReadPart, found: Finding[], extraction: Extraction) {
  const today = new Date().toISOString().slice(0, 10);
  const { kind } = read.routing;
  const invoice = part.eInvoice?.content;
  const checked = checkDocument(extraction, { kind, today, exact: part.eInvoice !== null, invoice });
  const findings = [...found, ...(part.findings ?? []), ...checked.findings];
  const { routing, thresholds } = read;
  return { ...decideDocument({ extraction: checked.extraction, findings, routing, thresholds }), findings };
}

async function askTeacher(read: Read, part: ReadPart, doubts: FieldName[], models: LocalModels): Promise<Extraction> {
  const teacher = await models.teacher();
  const { fields } = read.extraction;
  if (!teacher) return read.extraction;
  const { kind, language } = read.routing;
  const answer = await teacher.ask({ pages: part.pages, kind, language, fields: doubts, current: fields });
  const merged = { ...fields };
  for (const field of doubts) {
    const evidence = mergeEvidence(fields[field], answer[field]);
    if (evidence) merged[field] = evidence;
  }
  return { ...read.extraction, fields: merged };
}

/**
 * Route, extract, check, escalate to the teacher and decide, in this process, with the code of the activities. `found` is
 * what reading found about the file.
 */
export async function extractPart(
  part: ReadPart,
  found: Finding[],
  models: LocalModels,
  sha256: string,
): Promise<DocumentResult> {
  const exact = part.eInvoice !== null;
  const read = await readPart(part, models, sha256);
  let decision = decide(read, part, found, read.extraction);
  if (!exact && decision.doubts.length > 0)
    decision = decide(read, part, found, await askTeacher(read, part, decision.doubts, models));
  const { extraction, status, reasons, findings } = decision;
  return {
    status,
    kind: read.routing.kind,
    language: read.routing.language,
    ...extraction,
    findings,
    ...(part.comparison ? { comparison: part.comparison } : {}),
    reasons,
  };
}
