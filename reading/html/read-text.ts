import type { Page } from '../../schemas/words.ts';
import { paragraph } from '../layout/blocks.ts';
import { layOut } from '../layout/lay-out.ts';
import type { ReadLimits } from '../read-limits.ts';
import { decodeLoosely } from './decode-loosely.ts';

/** Runs of spaces align columns in plain text; each goes on at a tab stop. */
const ALIGNMENT = /(?<=\S) {3,}/g;

/** Reads the plain text of an e-mail. @throws DocketError `pdf.too-many-pages` */
export function readText(bytes: Uint8Array, limits: ReadLimits): Page[] {
  const lines = decodeLoosely(bytes)
    .split(/\r?\n|\r|\f/)
    .map((line) => line.replace(/^(> ?)+/, '').replace(ALIGNMENT, '\t'));
  return layOut([paragraph(lines)], limits.maxPages);
}
