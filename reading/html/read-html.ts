import type { Page } from '../../schemas/words.ts';
import { layOut } from '../layout/lay-out.ts';
import type { ReadLimits } from '../read-limits.ts';
import { decodeLoosely } from './decode-loosely.ts';
import { htmlBlocks } from './html-blocks.ts';

/** Reads an HTML page or e-mail. @throws DocketError `pdf.too-many-pages` */
export function readHtml(bytes: Uint8Array, limits: ReadLimits): Page[] {
  return layOut(htmlBlocks(decodeLoosely(bytes)), limits.maxPages);
}
