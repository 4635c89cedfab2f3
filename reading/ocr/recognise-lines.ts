import type { Raster } from '../raster.ts';
import { decodeLine, type LineWord } from './decode-ctc.ts';
import type { OcrSession } from './ocr-session.ts';
import type { Quad } from './quad.ts';
import { LINE_HEIGHT, lineWidth, sampleLine } from './sample-line.ts';

/** Lines that go through the network together. */
const BATCH = 6;
/** Narrowest input: shorter lines are padded with grey, for a word alone gives the network too little to see. */
const MIN_INPUT_WIDTH = 96;
/** Lines below this mean confidence are noise: rules, stamps, textures. */
const LINE_THRESHOLD = 0.5;

/** Mean confidence of a line's words; 0 where it has none. */
export const lineConfidence = (words: readonly LineWord[]): number =>
  words.length === 0 ? 0 : words.reduce((sum, word) => sum + word.confidence, 0) / words.length;

/** Reads the words of each line, in the order of `quads`; a line that holds no text has none. */
export async function recogniseLines(
  raster: Raster,
  quads: readonly Quad[],
  recognition: OcrSession,
): Promise<LineWord[][]> {
  const lines = quads.map((quad, index) => ({ quad, index, width: lineWidth(quad) }));
  lines.sort((a, b) => a.width - b.width);
  const results: LineWord[][] = quads.map(() => []);
  for (let begin = 0; begin < lines.length; begin += BATCH) {
    const batch = lines.slice(begin, begin + BATCH);
    const stride = Math.max(MIN_INPUT_WIDTH, Math.ceil((batch.at(-1)?.width ?? 0) / 8) * 8);
    const size = 3 * LINE_HEIGHT * stride;
    const tensor = new Float32Array(batch.length * size);
    for (const [place, { quad, width }] of batch.entries()) {
      sampleLine(raster, quad, width, tensor, place * size, stride);
    }
    const { data, dims } = await recognition.run(tensor, [batch.length, 3, LINE_HEIGHT, stride]);
    const steps = dims[1] ?? 0;
    const length = steps * recognition.labels.length;
    for (const [place, { index, width }] of batch.entries()) {
      const scores = data.subarray(place * length, (place + 1) * length);
      const words = decodeLine(scores, steps, recognition.labels, width / stride);
      if (lineConfidence(words) >= LINE_THRESHOLD) results[index] = words;
    }
  }
  return results;
}
