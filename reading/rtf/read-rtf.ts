import type { Page } from '../../schemas/words.ts';
import { htmlBlocks } from '../html/html-blocks.ts';
import { layOut } from '../layout/lay-out.ts';
import type { ReadLimits } from '../read-limits.ts';
import { rtfBlocks } from './rtf-blocks.ts';
import { rtfContent } from './rtf-content.ts';

/** Reads an RTF text, or the HTML that one was made of. @throws DocketError `office.broken`, `pdf.too-many-pages` */
export function readRtf(bytes: Uint8Array, limits: ReadLimits): Page[] {
  const { kind, text } = rtfContent(bytes);
  return layOut(kind === 'html' ? htmlBlocks(text) : rtfBlocks(text), limits.maxPages);
}
