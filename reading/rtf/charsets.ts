import { encodingOfPage } from '../code-pages.ts';

/** Windows code pages by the character set of a font (RTF 1.9.1, \fcharset). */
const pages: Record<number, number> = {
  77: 10000,
  128: 932,
  129: 949,
  134: 936,
  136: 950,
  161: 1253,
  162: 1254,
  163: 1258,
  177: 1255,
  178: 1256,
  186: 1257,
  204: 1251,
  222: 874,
  238: 1250,
};

/** The encoding of a font's character set; null where it has that of the document. */
export function encodingOfCharset(charset: number): string | null {
  const page = pages[charset];
  return page === undefined ? null : encodingOfPage(page);
}
