import { DocketError } from '../schemas/errors.ts';
import type { ReaderJob } from './reader-messages.ts';
import type { SendPages, SentPage, SentPart, SentReading } from './sent-pages.ts';

type ReadJob = Extract<ReaderJob, { kind: 'read' }>;

const onePart = (pages: SentPage[]): SentPart[] => [{ part: 1, pages, eInvoice: null }];

/** Each format brings its own libraries: a reader loads those of its first file with it, and no others. */
async function readByFormat({ bytes, format, ignoreXml, limits }: ReadJob, send: SendPages): Promise<SentReading> {
  switch (format) {
    case 'pdf': {
      const [{ readPdf }, { processTools }] = await Promise.all([
        import('./pdf/read-pdf.ts'),
        import('./pdf/process-tools.ts'),
      ]);
      return { format, ...(await readPdf(bytes, { limits, ignoreXml, send }, processTools)) };
    }
    case 'xml': {
      const { readInvoiceFile } = await import('./xml/read-invoice-file.ts');
      return { format, ...readInvoiceFile(bytes) };
    }
    case 'words': {
      const { readWords } = await import('./words/read-words.ts');
      return { format, parts: onePart(send(readWords(bytes, limits))), findings: [] };
    }
    case 'docx': {
      const { readDocx } = await import('./office/read-docx.ts');
      return { format, parts: onePart(send(await readDocx(bytes, limits))), findings: [] };
    }
    case 'xlsx': {
      const { readXlsx } = await import('./office/read-xlsx.ts');
      return { format, parts: onePart(send(await readXlsx(bytes, limits))), findings: [] };
    }
    case 'html': {
      const { readHtml } = await import('./html/read-html.ts');
      return { format, parts: onePart(send(readHtml(bytes, limits))), findings: [] };
    }
    case 'rtf': {
      const { readRtf } = await import('./rtf/read-rtf.ts');
      return { format, parts: onePart(send(readRtf(bytes, limits))), findings: [] };
    }
    case 'text': {
      const { readText } = await import('./html/read-text.ts');
      return { format, parts: onePart(send(readText(bytes, limits))), findings: [] };
    }
    default: {
      const { readImage } = await import('./image/read-image.ts');
      return { format, parts: await readImage(bytes, limits, send), findings: [] };
    }
  }
}

/**
 * Reads a file of a known format in this process, and sends its pages ahead.
 * @throws DocketError as `readDocument`, and `reading.no-text`
 */
export async function readBytes(job: ReadJob, send: SendPages): Promise<SentReading> {
  if (job.xmlOnly) return (await import('./read-invoice-data.ts')).readInvoiceData(job.bytes, job.format);
  const reading = await readByFormat(job, send);
  const hasContent = reading.parts.some(
    (part) => part.eInvoice !== null || part.pages.some(({ hasWords }) => hasWords),
  );
  if (!hasContent) throw new DocketError('reading.no-text', 'No words were found on any page.');
  return reading;
}
