/** An indirect object: its dictionary, and the bytes of its stream if it has one. */
export interface PdfObject {
  dictionary: string;
  stream?: Uint8Array | string;
}

/** One page; objects of `extra` are numbered from 6 on, so that the page and each other can name them. */
export interface PageParts {
  /** Content stream; `/F1` is Helvetica. */
  content: string;
  /** Further entries of the page's dictionary. */
  page?: string;
  /** Further entries of its resources. */
  resources?: string;
  /** Further entries of the resources' fonts. */
  fonts?: string;
  /** Further entries of the catalog. */
  catalog?: string;
  mediaBox?: [number, number, number, number];
  extra?: PdfObject[];
}

const bytesOf = (data: Uint8Array | string) =>
  typeof data === 'string' ? Buffer.from(data, 'latin1') : Buffer.from(data);

/** A PDF of one page from hand-written parts. */
export function composePdf(parts: PageParts): Buffer {
  const {
    content,
    page = '',
    resources = '',
    fonts = '',
    catalog = '',
    mediaBox = [0, 0, 500, 400],
    extra = [],
  } = parts;
  const objects: PdfObject[] = [
    { dictionary: `/Type /Catalog /Pages 2 0 R ${catalog}` },
    { dictionary: '/Type /Pages /Kids [3 0 R] /Count 1' },
    {
      dictionary: `/Type /Page /Parent 2 0 R /MediaBox [${mediaBox.join(' ')}] /Contents 5 0 R /Resources << /Font << /F1 4 0 R ${fonts} >> ${resources} >> ${page}`,
    },
    { dictionary: '/Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding' },
    { dictionary: '', stream: content },
    ...extra,
  ];
  const chunks: Buffer[] = [Buffer.from('%PDF-1.7\n')];
  let length = chunks[0]?.length ?? 0;
  const offsets = objects.map(({ dictionary, stream }, index) => {
    const offset = length;
    const body = stream === undefined ? null : bytesOf(stream);
    const head = `${index + 1} 0 obj\n<< ${dictionary} ${body ? `/Length ${body.length}` : ''} >>\n`;
    const object = Buffer.concat([
      Buffer.from(head, 'latin1'),
      ...(body ? [Buffer.from('stream\n'), body, Buffer.from('\nendstream\n')] : []),
      Buffer.from('endobj\n'),
    ]);
    chunks.push(object);
    length += object.length;
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const size = objects.length + 1;
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${offsets.join('')}`;
  const end = `${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${length}\n%%EOF\n`;
  return Buffer.concat([...chunks, Buffer.from(end, 'latin1')]);
}

/** A text operator that shows `text` in Helvetica at a place. */
export const show = (x: number, y: number, text: string, size = 12): string =>
  `BT /F1 ${size} Tf 1 0 0 1 ${x} ${y} Tm (${text.replace(/([()\\])/g, '\\$1')}) Tj ET`;

/** A ToUnicode CMap for one-byte codes. */
export function toUnicode(pairs: readonly (readonly [number, string])[]): string {
  const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0');
  const lines = pairs.map(([code, text]) => {
    const units = Array.from({ length: text.length }, (_, index) => hex(text.charCodeAt(index), 4)).join('');
    return `<${hex(code, 2)}> <${units}>`;
  });
  return `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def
1 begincodespacerange <00> <ff> endcodespacerange
${lines.length} beginbfchar
${lines.join('\n')}
endbfchar
endcmap CMapName currentdict /CMap defineresource pop end end`;
}
