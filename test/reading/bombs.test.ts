import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { crc32, deflateSync } from 'node:zlib';
import { closeReaders, readDocument } from '../../reading/read-document.ts';
import { renderPage } from '../../reading/render-page.ts';
import { DocketError } from '../../schemas/errors.ts';
import { documentFormat } from '../../schemas/reading.ts';
import { makeMail } from './make-mail.ts';
import { makeDocx, makeXlsx, p, tbl } from './make-office.ts';
import { deflatedTwice, pageOf, rawPdf, sentence } from './raw-pdf.ts';
import { limits as shared } from './shared-data.ts';

after(closeReaders);

const limits = { ...shared, memoryMb: 1024 };
/** A bomb that only time can stop is stopped sooner than a document would be. */
const SHORT_MS = 20_000;

/** 'read' with the words that were found, or the code of the refusal. The page is drawn too. */
async function endingOf(bytes: Buffer, timeoutMs = limits.timeoutMs): Promise<string> {
  try {
    const { format, parts } = await readDocument(bytes, { limits: { ...limits, timeoutMs } });
    const drawn = documentFormat.safeParse(format);
    if (format === 'pdf' && drawn.success)
      await renderPage(bytes, drawn.data, 0, { maxWidth: 200, limits: { ...limits, timeoutMs } });
    const words = parts.flatMap(({ pages }) => pages.flatMap((page) => page.words.map(({ text }) => text)));
    return `read: ${words.join(' ')}`;
  } catch (error) {
    assert.ok(error instanceof DocketError, String(error));
    return error.code;
  }
}

const READ = /^read: Invoice 4711/;
/** What a bomb may come to: the words that could be read, or a code that says what was too much. */
const STOPPED = /^(read: .*|(pdf|image)\.broken|pdf\.too-many-pages|reading\.(no-text|memory|timeout))$/s;
const draw = { dictionary: '', stream: `${sentence} /X1 Do` };
const form = '/Type /XObject /Subtype /Form /BBox [0 0 595 842]';
const toUnicode = (ranges: string) => ({
  dictionary: '',
  stream: `/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange ${ranges} endcmap`,
});
const fontWith = (rest: string) => `<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica ${rest} >>`;

function chunk(kind: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

function png(width: number, height: number): Buffer {
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0, 0]);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  const data = deflateSync(Buffer.alloc(1_000_000));
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A TIFF of one grey pixel whose directory names itself as the next. */
function tiffLoop(): Buffer {
  const tags = [
    [256, 1],
    [257, 1],
    [258, 8],
    [259, 1],
    [262, 1],
    [273, 8],
    [278, 1],
    [279, 1],
  ] as const;
  const bytes = Buffer.alloc(10 + 2 + tags.length * 12 + 4);
  bytes.write('II*\0', 'latin1');
  bytes.writeUInt32LE(10, 4);
  bytes.writeUInt16LE(tags.length, 10);
  for (const [index, [tag, value]] of tags.entries()) {
    const at = 12 + index * 12;
    bytes.writeUInt16LE(tag, at);
    bytes.writeUInt16LE(4, at + 2);
    bytes.writeUInt32LE(1, at + 4);
    bytes.writeUInt32LE(value, at + 8);
  }
  bytes.writeUInt32LE(10, 12 + tags.length * 12);
  return bytes;
}

const pdfBombs: [string, RegExp, () => Buffer][] = [
  ['a content stream that inflates to 40 MB', STOPPED, () => pageOf({ content: deflatedTwice(' ', 40) })],
  [
    'an image of 60,000 x 60,000 pixels',
    STOPPED,
    () =>
      pageOf({
        content: draw,
        more: [
          deflatedTwice(
            '\0',
            64,
            '/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /ColorSpace /DeviceGray /BitsPerComponent 8',
          ),
        ],
      }),
  ],
  ['a page of 10 km', STOPPED, () => pageOf({ page: '/MediaBox [0 0 28346456 28346456]' })],
  ['a cross-reference table that follows itself', READ, () => pageOf({ trailer: '/Prev 9' })],
  ['a page tree that contains itself', STOPPED, () => pageOf({ kids: '2 0 R 3 0 R' })],
  ['a page that is its own parent', STOPPED, () => pageOf({ page: '/Parent 3 0 R' })],
  [
    'a length that refers to itself',
    STOPPED,
    () =>
      rawPdf([
        '<< /Type /Catalog /Pages 2 0 R >>',
        '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
        '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>',
        '<< /Length 4 0 R >>\nstream\nq Q\nendstream',
      ]),
  ],
  [
    'a form that draws itself',
    STOPPED,
    () =>
      pageOf({
        content: draw,
        more: [{ dictionary: `${form} /Resources << /XObject << /X1 6 0 R >> >>`, stream: '/X1 Do /X1 Do' }],
      }),
  ],
  [
    'forms that draw each other twice, forty deep',
    STOPPED,
    () =>
      pageOf({
        content: draw,
        more: Array.from({ length: 40 }, (_, level) => ({
          dictionary: `${form} /Resources << /XObject << /X1 ${7 + level} 0 R >> >>`,
          stream: '/X1 Do /X1 Do',
        })),
      }),
  ],
  [
    'a font that maps four thousand million characters',
    STOPPED,
    () =>
      pageOf({
        font: fontWith('/ToUnicode 6 0 R'),
        more: [toUnicode('1 beginbfrange <00000000> <ffffffff> <0041> endbfrange')],
      }),
  ],
  [
    'a font program that is a bomb',
    READ,
    () =>
      pageOf({
        font: fontWith('/FontDescriptor << /Type /FontDescriptor /FontName /X /FontFile2 6 0 R >>'),
        more: [deflatedTwice('\0', 40)],
      }),
  ],
  [
    'a glyph that draws itself',
    STOPPED,
    () =>
      pageOf({
        font: '<< /Type /Font /Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [1 0 0 1 0 0] /CharProcs << /a 6 0 R >> /Encoding << /Differences [32 /a] >> /FirstChar 32 /LastChar 122 /Widths [1] /Resources << /Font << /F1 4 0 R >> >> >>',
        more: [{ dictionary: '', stream: 'BT /F1 9 Tf (aaaa) Tj ET' }],
      }),
  ],
  [
    'JavaScript at every door',
    READ,
    () =>
      pageOf({
        catalog:
          '/OpenAction << /S /JavaScript /JS (while(true){}) >> /AA << /WC << /S /JavaScript /JS (while(true){}) >> >> /Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (while(true){}) >>] >> >>',
        page: '/AA << /O << /S /JavaScript /JS (while(true){}) >> >>',
      }),
  ],
  [
    'a program to launch and a file to send',
    READ,
    () =>
      pageOf({
        catalog:
          '/OpenAction << /S /Launch /F (/bin/sh) /Next << /S /SubmitForm /F << /FS /URL /F (http://127.0.0.1:9/) >> >> >>',
      }),
  ],
];

const otherBombs: [string, RegExp, () => Buffer][] = [
  ['a PNG of 60,000 x 60,000 pixels', /^image\.too-large$/, () => png(60_000, 60_000)],
  ['a TIFF whose pages run in a circle', STOPPED, tiffLoop],
  ['tables ten thousand deep', /^read: x$/, () => Buffer.from(`<html>${'<table><tr><td>'.repeat(10_000)}x`)],
  [
    'a cell over a thousand million columns',
    /^read: x y$/,
    () => Buffer.from(`<table>${'<tr><td colspan=1000000000 rowspan=1000000000>x<td>y'}</table>`),
  ],
  [
    'forty thousand cells',
    /^pdf\.too-many-pages$/,
    () => Buffer.from(`<table>${'<tr><td>1</td><td>2</td></tr>'.repeat(20_000)}</table>`),
  ],
  ['multiparts a hundred deep', /^message\.broken$/, () => multiparts(100)],
  ['tables of a Word document two thousand deep', /^office\.broken$/, () => makeDocx({ body: nestedTables(2000) })],
  [
    'a sheet with a cell in its last corner',
    /^read: corner$/,
    () => makeXlsx('<row r="1"><c r="IV1" t="str"><v>corner</v></c><c r="XFD1" t="str"><v>beyond</v></c></row>'),
  ],
  [
    'a sheet of twenty thousand rows',
    /^pdf\.too-many-pages$/,
    () => makeXlsx('<row><c t="str"><v>x</v></c></row>'.repeat(20_000)),
  ],
];

function nestedTables(depth: number): string {
  return tbl(['x'])
    .replace('<w:p>', `${'<w:tbl><w:tr><w:tc>'.repeat(depth)}<w:p>`)
    .replace('</w:p>', `</w:p>${'</w:tc></w:tr></w:tbl>'.repeat(depth)}`);
}

function multiparts(depth: number): Buffer {
  const cuts = Array.from(
    { length: depth },
    (_, level) => `Content-Type: multipart/mixed; boundary="b${level}"\r\n\r\n--b${level}\r\n`,
  );
  return Buffer.from(`From: a@example.org\r\nMIME-Version: 1.0\r\n${cuts.join('')}\r\nx`);
}

for (const [name, ending, bytes] of [...pdfBombs, ...otherBombs]) {
  const timeoutMs = ending === STOPPED ? SHORT_MS : limits.timeoutMs;
  test(name, async () => assert.match(await endingOf(bytes(), timeoutMs), ending));
}

test('no parser asks for anything outside its file', async () => {
  const asked: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url);
    response.end();
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const html = `<link rel=stylesheet href="${address}/a.css"><img src="${address}/b.png"><script src="${address}/c.js"></script><p>Invoice 1 Total 9.00</p>`;
  const xml = `<?xml version="1.0"?><!DOCTYPE a SYSTEM "${address}/d.dtd"><a/>`;
  const external = { dictionary: `/F << /FS /URL /F (${address}/e) >>`, stream: '' };
  await endingOf(Buffer.from(`<html>${html}</html>`));
  await endingOf(makeMail([{ type: 'text/html', content: html }]));
  await endingOf(Buffer.from(xml));
  await endingOf(makeDocx({ body: p(`<w:hyperlink r="${address}/f"/>`) }));
  await endingOf(pageOf({ content: external, catalog: `/OpenAction << /S /URI /URI (${address}/g) >>` }));
  assert.deepEqual(asked, []);
  server.close();
});
