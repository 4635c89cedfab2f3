import type { DocumentFormat } from '../schemas/reading.ts';
import type { QuarterTurn } from '../schemas/words.ts';
import type { ReadLimits } from './read-limits.ts';
import type { RenderSize } from './reader-messages.ts';
import { runInReader } from './reader-pool.ts';

const drawnFormats: readonly DocumentFormat[] = ['pdf', 'png', 'jpeg', 'tiff', 'webp'];

/** Whether documents of a format have pictures of their pages; the others are shown by their words. */
export const isDrawn = (format: DocumentFormat): boolean => drawnFormats.includes(format);

/**
 * Draws one page of a PDF or image as PNG, upright as its words' boxes are.
 * @param pageIndex counts from 0
 * `turn` is that of the page as it was read; the size is the upright page's.
 * @throws DocketError `request.not-found` for a page that is not there, else as `readDocument`
 */
export async function renderPage(
  bytes: Uint8Array,
  format: DocumentFormat,
  pageIndex: number,
  options: RenderSize & { limits: ReadLimits; turn?: QuarterTurn | undefined; signal?: AbortSignal },
): Promise<Uint8Array> {
  const { limits, signal, turn = 0, ...size } = options;
  return runInReader({ kind: 'render', bytes, format, pageIndex, turn, size, limits }, signal);
}
