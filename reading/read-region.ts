import type { Box } from '../schemas/place.ts';
import type { DocumentFormat } from '../schemas/reading.ts';
import type { QuarterTurn, Word } from '../schemas/words.ts';
import type { ReadLimits } from './read-limits.ts';
import { runInReader } from './reader-pool.ts';

/**
 * Reads a part of a page of a PDF or image by optical recognition, whatever its text layer says.
 * @param pageIndex counts from 0
 * @param box in the units of the page as it stands upright, `turn` being that of the page as it was read
 * @returns words with boxes in the same units
 * @throws DocketError as `renderPage`
 */
export async function readRegion(
  bytes: Uint8Array,
  format: DocumentFormat,
  pageIndex: number,
  options: { box: Box; turn?: QuarterTurn | undefined; limits: ReadLimits },
): Promise<Word[]> {
  const { box, limits, turn = 0 } = options;
  return runInReader({ kind: 'region', bytes, format, pageIndex, turn, box, limits });
}
