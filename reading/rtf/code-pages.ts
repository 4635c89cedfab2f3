/** Windows code pages by the character set of a font (RTF 1.9.1, \fcharset). */
const ofCharset: Record<number, number> = {
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

/** Names in the Encoding Standard; of code pages it does not know, that of the nearest one it does. */
const names: Record<number, string> = {
  866: 'ibm866',
  874: 'windows-874',
  932: 'shift_jis',
  936: 'gbk',
  949: 'euc-kr',
  950: 'big5',
  10000: 'macintosh',
  65001: 'utf-8',
};

export function encodingOfPage(page: number): string {
  return names[page] ?? (page >= 1250 && page <= 1258 ? `windows-${page}` : 'windows-1252');
}

/** The encoding of a font's character set; null where it has that of the document. */
export function encodingOfCharset(charset: number): string | null {
  const page = ofCharset[charset];
  return page === undefined ? null : encodingOfPage(page);
}
