import { deflateSync } from 'node:zlib';

/** The body of a PDF object: a value, or a dictionary with a stream. */
export type RawObject = string | { dictionary: string; stream: Buffer | string };

/** A PDF of objects numbered from 1, the first its catalogue, as they are: nothing is checked. */
export function rawPdf(objects: RawObject[], trailer = ''): Buffer {
  const pieces: Buffer[] = [Buffer.from('%PDF-1.7\n')];
  const offsets: number[] = [];
  let at = pieces[0]?.length ?? 0;
  for (const [index, object] of objects.entries()) {
    const body =
      typeof object === 'string'
        ? Buffer.from(object, 'latin1')
        : Buffer.concat([
            Buffer.from(`<< ${object.dictionary} /Length ${object.stream.length} >>\nstream\n`),
            Buffer.from(object.stream),
            Buffer.from('\nendstream'),
          ]);
    const piece = Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), body, Buffer.from('\nendobj\n')]);
    offsets.push(at);
    at += piece.length;
    pieces.push(piece);
  }
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const end = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${at}\n%%EOF\n`;
  return Buffer.concat([...pieces, Buffer.from(end, 'latin1')]);
}

const sentence = 'BT /F1 12 Tf 40 700 Td (Invoice 4711 with enough words to be a page of text today) Tj ET';

/** A page of one sentence whose parts can be exchanged; objects from 6 on are `more`. */
export function pageOf(parts: {
  catalog?: string;
  kids?: string;
  page?: string;
  font?: string;
  content?: RawObject;
  more?: RawObject[];
  trailer?: string;
}): Buffer {
  const resources = '/Resources << /Font << /F1 4 0 R >> /XObject << /X1 6 0 R >> >>';
  return rawPdf(
    [
      `<< /Type /Catalog /Pages 2 0 R ${parts.catalog ?? ''} >>`,
      `<< /Type /Pages /Kids [${parts.kids ?? '3 0 R'}] /Count 1 >>`,
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] ${resources} /Contents 5 0 R ${parts.page ?? ''} >>`,
      parts.font ?? '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
      parts.content ?? { dictionary: '', stream: sentence },
      ...(parts.more ?? []),
    ],
    parts.trailer,
  );
}

/** A stream of `megabytes` of one byte, deflated twice: a thousandth of a thousandth. */
export function deflatedTwice(byte: string, megabytes: number, dictionary = ''): RawObject {
  const once = deflateSync(Buffer.alloc(megabytes * 1024 * 1024, byte));
  return { dictionary: `${dictionary} /Filter [/FlateDecode /FlateDecode]`, stream: deflateSync(once) };
}

export { sentence };
