import assert from 'node:assert/strict';
import { test } from 'node:test';
import sharp from 'sharp';
import { openPdf } from '../../reading/pdf/process-pdfium.ts';
import { readPage } from '../../reading/pdf/read-page.ts';
import { pageOf, readTextLayer } from '../../reading/pdf/read-text-layer.ts';
import { recognition } from '../../reading/pdf/recognition.ts';
import type { Page } from '../../schemas/words.ts';
import { composePdf, type PageParts, show, toUnicode } from './compose-pdf.ts';
import { compareInk } from './ink.ts';
import { documentRows, sharedFile } from './shared-data.ts';

const SCALE = 4;
const MAX_PIXELS = 40_000_000;

/** Reads the page of a PDF and holds its words against its ink. */
async function readInked(bytes: Uint8Array, least = 0.99): Promise<Page> {
  const file = await openPdf(bytes);
  try {
    return await file.withPage(0, async (open) => {
      const {
        papers: [page],
      } = await readPage(open, { maxPixels: MAX_PIXELS, separate: false, recognition });
      assert.ok(page);
      const { covered, loose } = compareInk(open.draw(SCALE, MAX_PIXELS), page.words, SCALE);
      assert.ok(covered >= least, `${(100 * covered).toFixed(2)} % of the ink lies in boxes`);
      assert.deepEqual(loose, []);
      return page;
    });
  } finally {
    file.close();
  }
}

const texts = (page: Page) => page.words.map(({ text }) => text);
const compose = (parts: PageParts) => readInked(composePdf(parts));

/** Enough words for a page to count as text. */
const body = ['Invoice 4711 of 2 May 2024', 'Total due: 1.234,50 EUR in thirty days'];
const bodyWords = body.join(' ').split(' ');
const bodyContent = body.map((line, index) => show(60, 300 - 20 * index, line)).join('\n');

for (const [rotate, first] of [
  [0, [60, 100]],
  [90, [300, 60]],
  [180, [440, 300]],
  [270, [100, 440]],
] as const)
  test(`a page turned by ${rotate} degrees, cropped and away from the origin, has its words where they are seen`, async () => {
    const page = await compose({
      content: `1 0 0 1 100 50 cm ${bodyContent}`,
      mediaBox: [90, 40, 610, 460],
      page: `/Rotate ${rotate} /CropBox [100 50 600 450]`,
    });
    assert.deepEqual([page.width, page.height], rotate % 180 === 0 ? [500, 400] : [400, 500]);
    assert.deepEqual(texts(page), bodyWords);
    const [x0, y0, x1, y1] = page.words[0]?.box ?? [0, 0, 0, 0];
    assert.ok(
      x0 - 12 < first[0] && first[0] < x1 + 12 && y0 - 12 < first[1] && first[1] < y1 + 12,
      `${[x0, y0, x1, y1]}`,
    );
  });

test('text at any angle is read after the level text, in its own direction', async () => {
  const turned = (degrees: number, x: number, y: number, text: string) => {
    const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)].map((v) =>
      v.toFixed(5),
    );
    return `BT /F1 14 Tf ${cos} ${sin} ${-Number(sin)} ${cos} ${x} ${y} Tm (${text}) Tj ET`;
  };
  const page = await compose({
    content: [
      turned(90, 480, 60, 'Tax number 12/345'),
      turned(45, 300, 30, 'Not yet paid'),
      turned(-30, 60, 230, 'Second copy only'),
      bodyContent,
    ].join('\n'),
  });
  const read = texts(page);
  assert.deepEqual(read.slice(0, bodyWords.length), bodyWords);
  const rest = read.slice(bodyWords.length).join(' ');
  for (const text of ['Tax number 12/345', 'Not yet paid', 'Second copy only']) assert.ok(rest.includes(text), rest);
});

test('words are whole however their glyphs are drawn', async () => {
  const letters = Array.from('Rechnung')
    .map((letter, index) => show(60 + index * 8, 260, letter))
    .toReversed();
  const page = await compose({
    content: [
      bodyContent,
      'BT /F1 12 Tf 60 240 Td [(Kun) 20 (den) -15 (nummer) -300 (4711)] TJ ET',
      'BT /F1 12 Tf 6 Tc 60 220 Td (ANGEBOT) Tj 0 Tc ET',
      'BT /F1 12 Tf 60 200 Td (Zahl) Tj (bar) Tj ( sofort) Tj ET',
      'BT /F1 12 Tf 60 180 Td (EUR) Tj 30 0 Td (12) Tj 20 0 Td (34) Tj ET',
      'BT /F1 12 Tf 60 160 Td (Sum) Tj ET BT /F1 12 Tf 60.3 160 Td (Sum) Tj ET',
      ...letters,
    ].join('\n'),
  });
  const read = texts(page);
  for (const word of ['Kundennummer', '4711', 'ANGEBOT', 'Zahlbar', 'sofort', 'EUR', '12', '34'])
    assert.ok(read.includes(word), `${word} in ${read.join(' ')}`);
  assert.equal(read.filter((text) => text === 'Sum').length, 1);
  assert.ok(read.join('').includes('Rechnung'), read.join(' '));
});

test('a letter that leans over a narrow space does not close it', async () => {
  const page = await compose({
    content: `${bodyContent}\nBT /F2 12 Tf 60 240 Td [(Rohstoff) -150 (AG)] TJ ET`,
    fonts: '/F2 6 0 R',
    extra: [{ dictionary: '/Type /Font /Subtype /Type1 /BaseFont /Times-Italic /Encoding /WinAnsiEncoding' }],
  });
  assert.deepEqual(texts(page).slice(-2), ['Rohstoff', 'AG']);
});

test('ligatures are read as their letters', async () => {
  const page = await compose({
    content: `${bodyContent}\nBT /F2 12 Tf 60 240 Td (\\001nal o\\001 \\002at) Tj ET`,
    fonts: '/F2 6 0 R',
    extra: [
      {
        dictionary:
          '/Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [1 /fi /fl] >>',
      },
    ],
  });
  assert.deepEqual(texts(page).slice(-3), ['final', 'ofi', 'flat']);
});

test('columns of running text are read one after the other, rows of cells across', async () => {
  const left = [
    'The goods stay ours until they are',
    'paid in full by the customer and all',
    'claims that arise from the sale have',
    'been met without any deduction from',
    'the price that was agreed on in the',
    'order or in writing at a later date.',
  ];
  const right = [
    'Payment is due within thirty days of',
    'the date of the invoice and without',
    'any discount unless another term is',
    'named on the face of the invoice. We',
    'charge interest on late payment with',
    'the rate that the law provides for.',
  ];
  const page = await compose({
    content: [
      show(50, 370, 'Position Quantity', 9),
      show(300, 370, 'Unit price Amount', 9),
      show(50, 350, 'Screws', 9),
      show(300, 350, '12,00', 9),
      ...left.map((line, row) => show(50, 300 - 12 * row, line, 9)),
      ...right.map((line, row) => show(270, 296 - 12 * row, line, 9)),
      show(50, 200, 'Acme Ltd, 1 High Street, London, VAT GB123456789, registered in England and Wales', 9),
    ].join('\n'),
  });
  const read = texts(page).join(' ');
  assert.ok(read.includes(`${left.join(' ')} ${right.join(' ')} Acme`), read);
  assert.ok(read.startsWith('Position Quantity Unit price Amount Screws 12,00'), read);
});

test('hidden text beside images is not read', async () => {
  const page = await compose({ content: `${bodyContent}\nBT 3 Tr /F1 12 Tf 60 200 Td (Pay to another account) Tj ET` });
  assert.deepEqual(texts(page), bodyWords);
});

test('form fields and annotations are read where they are shown, hidden ones not', async () => {
  const appearance = (text: string) => ({
    dictionary: '/Type /XObject /Subtype /Form /BBox [0 0 200 20] /Resources << /Font << /F1 4 0 R >> >>',
    stream: show(2, 5, text),
  });
  const page = await compose({
    content: bodyContent,
    page: '/Annots [6 0 R 8 0 R 10 0 R 11 0 R]',
    catalog:
      '/AcroForm << /Fields [6 0 R 11 0 R] /NeedAppearances true /DR << /Font << /F1 4 0 R >> >> /DA (/F1 12 Tf 0 g) >>',
    extra: [
      {
        dictionary:
          '/Type /Annot /Subtype /Widget /FT /Tx /T (a) /V (Field value) /F 4 /Rect [60 200 260 220] /AP << /N 7 0 R >>',
      },
      appearance('Field value'),
      {
        dictionary:
          '/Type /Annot /Subtype /FreeText /Contents (Paid cash) /F 4 /Rect [60 160 260 180] /AP << /N 9 0 R >>',
      },
      appearance('Paid cash'),
      {
        dictionary: '/Type /Annot /Subtype /FreeText /Contents (Secret) /F 2 /Rect [60 120 260 140] /AP << /N 9 0 R >>',
      },
      {
        dictionary:
          '/Type /Annot /Subtype /Widget /FT /Tx /T (b) /V (Typed later) /F 4 /Rect [60 80 260 100] /DA (/F1 12 Tf 0 g)',
      },
    ],
  });
  assert.deepEqual(texts(page), [...bodyWords, 'Field', 'value', 'Paid', 'cash', 'Typed', 'later']);
});

test('a font that names other characters than it shows is not believed', async () => {
  const alphabet = Array.from('abcdefghijklmnopqrstuvwxyz');
  const lies = alphabet.map((letter, index) => [letter.charCodeAt(0), alphabet[(index + 9) % 26] ?? ''] as const);
  const lines = [
    'please pay the amount within thirty days',
    'the goods remain our property until paid',
    'delivery was made by parcel service today',
  ];
  const content = lines.map((line, row) => `BT /F2 16 Tf 40 ${300 - 40 * row} Td (${line}) Tj ET`).join('\n');
  const page = await readInkless(
    composePdf({
      content,
      fonts: '/F2 6 0 R',
      extra: [
        { dictionary: '/Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode 7 0 R' },
        { dictionary: '', stream: toUnicode([...lies, [32, ' ']]) },
      ],
    }),
  );
  assert.equal(page.source, 'ocr');
  assert.deepEqual(texts(page), lines.join(' ').split(' '));
});

/** A scanned page: a picture of `lines`, and under it a layer of text without ink. */
async function scanWithLayer(lines: string[], layer: string[]): Promise<Buffer> {
  const texts = lines.map((line, row) => `<text x="160" y="${400 + 80 * row}">${line}</text>`);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="2000" height="1600" font-size="48" font-family="DejaVu Sans, sans-serif"><rect width="2000" height="1600" fill="white"/>${texts.join('')}</svg>`;
  const jpeg = await sharp(Buffer.from(svg)).jpeg({ quality: 90 }).toBuffer();
  const hidden = layer.map((line, row) => `BT 3 Tr /F1 13 Tf 40 ${300 - 20 * row} Td (${line}) Tj ET`);
  return composePdf({
    content: `${hidden.join('\n')}\nq 500 0 0 400 0 0 cm /I1 Do Q`,
    resources: '/XObject << /I1 6 0 R >>',
    extra: [
      {
        dictionary:
          '/Type /XObject /Subtype /Image /Width 2000 /Height 1600 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode',
        stream: jpeg,
      },
    ],
  });
}

const scanned = ['Invoice 4711 of 2 May 2024', 'Total due 1234 EUR', 'payable within thirty days'];

test('the layer under a scan is kept where it says what the scan shows', async () => {
  const page = await readInkless(await scanWithLayer(scanned, scanned));
  assert.equal(page.source, 'text');
  assert.deepEqual(texts(page), scanned.join(' ').split(' '));
});

test('the layer under a scan is given up where it says something else', async () => {
  const other = ['Delivery note 9 of 3 June 2019', 'Nothing owed 0000 EUR', 'refunded before eighty years'];
  const page = await readInkless(await scanWithLayer(scanned, other));
  assert.equal(page.source, 'ocr');
  assert.deepEqual(texts(page), scanned.join(' ').split(' '));
});

test('on real invoices of many producers every word has its ink', async () => {
  const files = ['invoices-zugferd', 'invoices-invoice2data', 'invoices-azure-samples', 'invoices-misc'].flatMap(
    (set) =>
      documentRows(set)
        .flatMap(({ file }) => (file?.endsWith('.pdf') ? [`${set}/${file}`] : []))
        .filter((_, index) => index % 3 === 0),
  );
  assert.ok(files.length > 15);
  for (const path of files) {
    const file = await openPdf(sharedFile(path));
    await file.withPage(0, (open) => {
      const words = pageOf(open, readTextLayer(open).shown).words.filter(({ text }) => text.length > 2);
      assert.deepEqual(compareInk(open.draw(SCALE, MAX_PIXELS), words, SCALE).loose, [], path);
    });
    file.close();
  }
});

async function readInkless(bytes: Uint8Array): Promise<Page> {
  const file = await openPdf(bytes);
  try {
    const {
      papers: [page],
    } = await file.withPage(0, (open) => readPage(open, { maxPixels: MAX_PIXELS, separate: false, recognition }));
    assert.ok(page);
    return page;
  } finally {
    file.close();
  }
}
