import { DocketError } from '../schemas/errors.ts';
import { isContainerFormat, type Reading } from '../schemas/reading.ts';
import type { ContainerOptions } from './read-container.ts';
import type { ReadLimits } from './read-limits.ts';
import { runInReader } from './reader-pool.ts';
import { sniffFormat } from './sniff-format.ts';

export { type ReadLimits, readLimits } from './read-limits.ts';
export { closeReaders, warmReaders } from './reader-pool.ts';

/**
 * Reads a file into pages of words, exact e-invoice data, or both; an e-mail, archive or signed file into those of the documents it
 * carries, whose bytes `keepFile` is given. The parsing happens in a child process that is
 * stopped when it takes too long or too much memory.
 * @throws DocketError `file.*`, `pdf.*`, `image.*`, `xml.*`, `words.invalid`, `text.encoding`, `message.*`,
 *   `archive.*`, `signed.*`, `office.*`, `reading.*`
 */
export async function readDocument(
  bytes: Uint8Array,
  options: {
    fileName?: string;
    limits: ReadLimits;
    ignoreXml?: boolean;
    /** Reads the e-invoice data alone, and no page. */
    xmlOnly?: boolean;
    signal?: AbortSignal;
    keepFile?: ContainerOptions['keepFile'];
  },
): Promise<Reading> {
  const { fileName, limits, ignoreXml = false, xmlOnly = false, signal, keepFile } = options;
  if (bytes.length > limits.maxBytes) {
    const name = fileName ?? 'The file';
    throw new DocketError('file.too-large', `${name} has ${bytes.length} bytes; the limit is ${limits.maxBytes}.`);
  }
  const format = sniffFormat(bytes, fileName);
  if (isContainerFormat(format)) {
    // Telling documents from their covering letters takes tables of languages, which a plain file needs not wait for.
    const { readContainer } = await import('./read-container.ts');
    return readContainer({ bytes, format, name: fileName ?? null }, { limits, ignoreXml, xmlOnly, signal, keepFile });
  }
  return runInReader({ kind: 'read', bytes, format, ignoreXml, xmlOnly, limits }, signal);
}
