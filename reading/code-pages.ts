/** Names in the Encoding Standard of Windows code pages that are not called windows-125x or iso-8859-x there. */
const names: Record<number, string> = {
  866: 'ibm866',
  874: 'windows-874',
  932: 'shift_jis',
  936: 'gbk',
  949: 'euc-kr',
  950: 'big5',
  1200: 'utf-16le',
  10000: 'macintosh',
  20866: 'koi8-r',
  51932: 'euc-jp',
  54936: 'gb18030',
  65001: 'utf-8',
};

/** Code pages of the parts of ISO 8859 count from here. */
const ISO_8859 = 28590;
/** Parts that the Encoding Standard knows under their number. */
const isoParts = [2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16];

/** The encoding of a Windows code page; of one that cannot be decoded, Western. */
export function encodingOfPage(page: number): string {
  const part = page - ISO_8859;
  if (isoParts.includes(part)) return `iso-8859-${part}`;
  return names[page] ?? (page >= 1250 && page <= 1258 ? `windows-${page}` : 'windows-1252');
}
