import type { DocumentReader } from '../activities/dependencies.ts';
import { readDocument } from '../reading/read-document.ts';
import { readLimits } from '../reading/read-limits.ts';
import { readRegion } from '../reading/read-region.ts';
import { isDrawn, renderPage } from '../reading/render-page.ts';
import type { Config } from '../schemas/config.ts';

/** Wide enough to read small print on a large screen. */
const MAX_WIDTH = 1600;

/** The reader with this configuration's limits. */
export function openDocumentReader(config: Config): DocumentReader {
  const limits = readLimits(config);
  return {
    read: (bytes, fileName, keepFile) => readDocument(bytes, { fileName, limits, keepFile }),
    readRegion: async ({ bytes, format, pageIndex, turn }, box) =>
      isDrawn(format) ? await readRegion(bytes, format, pageIndex, { box, turn, limits }) : [],
    async render(bytes, format, pageIndex, turn) {
      if (!isDrawn(format)) return null;
      return await renderPage(bytes, format, pageIndex, { maxWidth: MAX_WIDTH, turn, limits });
    },
  };
}
