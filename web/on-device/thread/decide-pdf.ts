import { decideFromEvidence } from '../../../activities/decide-document.ts';
import type { DocumentSpecialist } from '../../../models/document-specialist.ts';
import { exactExtraction } from '../../../reading/exact-extraction.ts';
import { isPdf } from '../../../reading/pdf/is-pdf.ts';
import { type PdfTools, readPdf } from '../../../reading/pdf/read-pdf.ts';
import { pageSender, withPages } from '../../../reading/sent-pages.ts';
import { DocketError } from '../../../schemas/errors.ts';
import type { Reading, ReadPart } from '../../../schemas/reading.ts';
import type { Page } from '../../../schemas/words.ts';
import type { DecidedHere } from '../thread-messages.ts';
import { sha256Of } from './fetch-file.ts';
import { wholeBounds } from './whole-bounds.ts';

/** What a browser takes on at once; the service's own limits are larger. */
const LIMITS = { maxBytes: 20 * 1024 * 1024, maxPages: 30, maxPixels: 40_000_000 };

/**
 * Reads a PDF by its text layer, or by the e-invoice that it carries.
 * @throws DocketError `file.empty`, `pdf.*`, `device.needs-service` for what is too large, is no PDF or needs recognition
 */
export async function readPdfHere(bytes: Uint8Array<ArrayBuffer>, fileName: string, tools: PdfTools): Promise<Reading> {
  if (bytes.length === 0) throw new DocketError('file.empty', `${fileName} is empty.`);
  if (bytes.length > LIMITS.maxBytes) {
    throw new DocketError(
      'device.needs-service',
      `${fileName} has ${bytes.length} bytes; a browser takes on ${LIMITS.maxBytes}.`,
    );
  }
  if (!isPdf(bytes)) {
    throw new DocketError('device.needs-service', `${fileName} is no PDF; a browser reads nothing else.`);
  }
  const pages: Page[] = [];
  const send = pageSender((read) => pages.push(...read));
  const read = await readPdf(bytes, { limits: LIMITS, ignoreXml: false, send }, tools);
  return withPages({ format: 'pdf', ...read }, pages);
}

/** Decides every document of a reading as the service does where nothing is remembered and no larger model is asked. */
export async function decideReading(
  { parts, findings }: Reading,
  specialist: DocumentSpecialist,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<DecidedHere[]> {
  const sha256 = await sha256Of(bytes);
  const today = new Date().toISOString().slice(0, 10);
  const { thresholds } = specialist;
  const decide = async (part: ReadPart): Promise<DecidedHere> => {
    const file = { findings };
    if (part.eInvoice) {
      const extraction = exactExtraction(part.eInvoice, sha256, part.comparison);
      const { result } = decideFromEvidence({ file, part, specialist: null, extraction, answers: [], today });
      return { result, thresholds, wholeBounds: [] };
    }
    const extraction = await specialist.extract(part.pages);
    const { result } = decideFromEvidence({ file, part, specialist, extraction, answers: [], today });
    return { result, thresholds, wholeBounds: wholeBounds(result, specialist, part.pages) };
  };
  const documents: DecidedHere[] = [];
  for (const part of parts) documents.push(await decide(part));
  return documents;
}
