import type { Page, Word } from '../../schemas/words.ts';
import type { PlacedWord } from '../placed-word.ts';
import type { Raster } from '../raster.ts';
import type { PdfPage } from './pdf-page.ts';

/** What a page needs where its text layer cannot be trusted. */
export interface PageRecognition {
  /** The words on a drawn page. @param unit page units a pixel */
  recognise(raster: Raster, unit: number): Promise<Word[]>;
  /** A page that may have been scanned on its side, or with several papers on it. */
  readScan(page: PdfPage, raster: Raster, separate: boolean): Promise<Page[]>;
  /** The papers on a scan whose words a text layer gives. */
  papersOfLayer(page: PdfPage, layer: readonly PlacedWord[], raster: Raster): Promise<Page[]>;
}
