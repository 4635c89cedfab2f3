import type { Box } from '../../schemas/place.ts';
import { quadOf } from '../ocr/quad.ts';
import { orderWords } from '../order-words.ts';
import { turnedPage } from '../turned-page.ts';
import type { PageRecognition } from './page-recognition.ts';
import { pageOf } from './read-text-layer.ts';

/** Recognition in this process; its models are loaded with the first page that needs them. */
export const recognition: PageRecognition = {
  async recognise(raster, unit) {
    const { recognisePage } = await import('../ocr/recognise-page.ts');
    return recognisePage(raster, unit);
  },

  async readScan(page, raster, separate) {
    const { recogniseScan } = await import('../ocr/recognise-scan.ts');
    const papers = await recogniseScan(raster, page.width / raster.width, { separate });
    return papers.map(({ turn, ...paper }) => ({ ...turnedPage(page, turn), source: 'ocr', ...paper }));
  },

  async papersOfLayer(page, layer, raster) {
    const { separatePapers } = await import('../papers/separate-papers.ts');
    const unit = page.width / raster.width;
    const papers = await separatePapers({
      raster,
      unit,
      quads: layer.map(({ box }) => quadOf(box.map((value) => value / unit) as Box)),
      words: (some) => orderWords(some.flatMap((index) => layer[index] ?? [])),
    });
    const { width, height } = page;
    if (papers.length === 0) return [pageOf(page, layer)];
    return papers.map(({ area, words }) => ({ width, height, source: 'text', area, words }));
  },
};
