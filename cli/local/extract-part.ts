import { decideFromEvidence } from '../../activities/decide-document.ts';
import { exactExtraction } from '../../reading/exact-extraction.ts';
import type { DocumentResult } from '../../schemas/document.ts';
import type { Finding } from '../../schemas/finding.ts';
import type { ReadPart } from '../../schemas/reading.ts';
import type { LocalModels } from './open-models.ts';

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
  const today = new Date().toISOString().slice(0, 10);
  const file = { findings: found };
  if (part.eInvoice) {
    const extraction = exactExtraction(part.eInvoice, sha256, part.comparison);
    return decideFromEvidence({ file, part, specialist: null, extraction, answers: [], today }).result;
  }
  const specialist = await models.documents();
  const extraction = await specialist.extract(part.pages);
  const alone = { file, part, specialist, extraction, answers: [], today };
  const { result, doubts } = decideFromEvidence(alone);
  const teacher = doubts.length > 0 ? await models.teacher() : null;
  if (!teacher) return result;
  const { kind, language, fields: current } = result;
  const answer = await teacher.ask({ pages: part.pages, kind, language, fields: doubts, current });
  return decideFromEvidence({ ...alone, answers: [{ fields: doubts, answer, teacher }] }).result;
}
