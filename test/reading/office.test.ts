import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { closeReaders, readDocument } from '../../reading/read-document.ts';
import { DocketError } from '../../schemas/errors.ts';
import type { Page, Word } from '../../schemas/words.ts';
import { makeDocx, makeXlsx, p, tbl } from './make-office.ts';
import { makeZip } from './make-zip.ts';
import { limits } from './shared-data.ts';

after(closeReaders);

async function pagesOf(bytes: Buffer): Promise<Page[]> {
  return (await readDocument(bytes, { limits })).parts.flatMap(({ pages }) => pages);
}
const textOf = (pages: Page[]) => pages.flatMap(({ words }) => words.map(({ text }) => text)).join(' ');
const find = (pages: Page[], text: string): Word => {
  const word = pages.flatMap(({ words }) => words).find((one) => one.text === text);
  assert.ok(word, `${text} is on the page`);
  return word;
};
const hasCode = (code: string) => (error: unknown) => error instanceof DocketError && error.code === code;

test('a Word invoice is read with header and footer, tables in rows and columns', async () => {
  const deleted = '<w:p><w:del><w:r><w:delText>gone</w:delText><w:t>gone</w:t></w:r></w:del></w:p>';
  const pages = await pagesOf(
    makeDocx({
      header: p('Nordlicht GmbH'),
      body: `${p('Invoice ', 'No. ', 'INV-9')}${deleted}${tbl(['Item', 'Price'], ['Bracket', '100.00'], ['Total', '119.00'])}${p('Due:\t2024-04-01')}`,
      footer: p('IBAN DE02120300000000202051'),
    }),
  );
  assert.equal(
    textOf(pages),
    'Nordlicht GmbH Invoice No. INV-9 Item Price Bracket 100.00 Total 119.00 Due: 2024-04-01 IBAN DE02120300000000202051',
  );
  const [item, price, total, amount] = ['Item', 'Price', 'Total', '119.00'].map((text) => find(pages, text));
  assert.equal(total?.box[1], amount?.box[1], 'a row shares a line');
  assert.equal(price?.box[0], amount?.box[0], 'a column keeps its place');
  assert.equal(item?.box[0], total?.box[0]);
  assert.notEqual(total?.line, amount?.line, 'cells are segments of their own');
  for (const { width, height, words } of pages) {
    for (const { box } of words) assert.ok(box[0] >= 0 && box[2] <= width && box[3] <= height && box[0] < box[2]);
  }
});

test('an Excel invoice is read as its cells show it: dates, amounts, shared texts, no hidden sheet', async () => {
  const pages = await pagesOf(
    makeXlsx(
      `<row r="1"><c r="A1" t="s"><v>0</v></c></row>
       <row r="3"><c r="A3" t="inlineStr"><is><t>Date</t></is></c><c r="B3" s="1"><v>45356</v></c></row>
       <row r="4" hidden="1"><c r="A4" t="str"><v>margin</v></c></row>
       <row r="5"><c r="A5" t="str"><v>Total</v></c><c r="C5" s="2"><v>1190.5</v></c></row>`,
      ['Invoice INV-12 of a very long name that reaches over the cells beside it'],
    ),
  );
  assert.equal(
    textOf(pages),
    'Invoice INV-12 of a very long name that reaches over the cells beside it Date 2024-03-05 Total 1,190.50 EUR',
  );
  assert.equal(find(pages, 'Total').box[1], find(pages, '1,190.50').box[1]);
});

test('a long document goes over several pages and stays within the page limit', async () => {
  const body = Array.from({ length: 150 }, (_, index) => p(`Line ${index}`)).join('');
  assert.equal((await pagesOf(makeDocx({ body }))).length, 3);
  const bytes = makeDocx({ body });
  await assert.rejects(readDocument(bytes, { limits: { ...limits, maxPages: 2 } }), hasCode('pdf.too-many-pages'));
});

test('what is broken, encrypted or of another kind says so', async () => {
  const content = '<Types/>';
  const kinds: [string, Buffer][] = [
    [
      'office.broken',
      makeZip([
        { name: '[Content_Types].xml', content },
        { name: 'word/document.xml', content: '<a>' },
      ]),
    ],
    ['office.broken', makeDocx({ body: '<w:p><w:r>' })],
    ['xml.dtd', dtd()],
    [
      'file.unsupported',
      makeZip([
        { name: '[Content_Types].xml', content },
        { name: 'ppt/presentation.xml', content },
      ]),
    ],
    ['file.unsupported', makeZip([{ name: 'mimetype', content: 'application/vnd.oasis.opendocument.text' }])],
    ['reading.no-text', makeDocx({ body: '' })],
    ['office.encrypted', compound('EncryptedPackage')],
    ['file.unsupported', compound('WordDocument')],
    ['message.broken', compound('__properties_version1.0')],
  ];
  for (const [code, bytes] of kinds) await assert.rejects(readDocument(bytes, { limits }), hasCode(code), code);
});

/** The signature of a Compound File and the name of one of its streams. */
function compound(stream: string): Buffer {
  return Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(504), Buffer.from(stream, 'utf16le')]);
}

/** A DOCX whose document declares entities that would grow without end. */
function dtd(): Buffer {
  const lol = '<!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><w:document>&b;</w:document>';
  const link =
    '<Relationships><Relationship Id="r" Type="x/officeDocument" Target="word/document.xml"/></Relationships>';
  return makeZip([
    { name: '[Content_Types].xml', content: '<Types/>' },
    { name: '_rels/.rels', content: link },
    { name: 'word/document.xml', content: lol },
  ]);
}

test('what Word or HTML hides is not read, and what only looks so is', async () => {
  const tiny = '<w:p><w:r><w:rPr><w:sz w:val="2"/></w:rPr><w:t>Total 1.00</w:t></w:r></w:p>';
  const vanished = '<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Total 2.00</w:t></w:r></w:p>';
  const small = '<w:p><w:r><w:rPr><w:sz w:val="12"/></w:rPr><w:t>Total 119.00</w:t></w:r></w:p>';
  assert.equal(textOf(await pagesOf(makeDocx({ body: `${tiny}${vanished}${small}` }))), 'Total 119.00');

  const html = (body: string) => pagesOf(Buffer.from(`<html><body>${body}</body></html>`));
  const hidden = [
    '<p style="color: #ffffff">Total 1.00</p>',
    '<p style="font-weight: bold; color: white">Total 2.00</p>',
    '<font color="#FEFEFE">Total 3.00</font>',
    '<p style="opacity: 0.0">Total 4.00</p>',
  ];
  assert.equal(textOf(await html(`${hidden.join('')}<p style="color: #f00">Total 119.00</p>`)), 'Total 119.00');
  const onGround = '<table><tr><td style="background: #036; color: #fff">Total 119.00</td></tr></table>';
  assert.equal(textOf(await html(onGround)), 'Total 119.00');
  const collapsed = '<div style="font-size: 0"><p style="font-size: 14px; opacity: 0.8">Total 119.00</p></div>';
  assert.equal(textOf(await html(collapsed)), 'Total 119.00');
});
