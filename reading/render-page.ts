import type { DocumentFormat } from '../schemas/reading.ts';
import type { ReadLimits } from './read-limits.ts';
import type { RenderSize } from './reader-messages.ts';
import { runInReader } from './reader-pool.ts';

/**
 * Draws one page of a PDF or image as PNG, upright as its words' boxes are.
 * @param pageIndex counts from 0
 * @throws DocketError `request.not-found` for a page that is not there, else as `readDocument`
 */
export async function renderPage(
  bytes: Uint8Array,
  format: DocumentFormat,
  pageIndex: number,
  options: RenderSize & { limits: ReadLimits; signal?: AbortSignal },
): Promise<Uint8Array> {
  const { limits, signal, ...size } = options;
  return runInReader({ kind: 'render', bytes, format, pageIndex, size, limits }, signal);
}
