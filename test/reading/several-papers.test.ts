import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import sharp from 'sharp';
import { closeReaders, readDocument } from '../../reading/read-document.ts';
import type { ReadPart } from '../../schemas/reading.ts';
import type { Page } from '../../schemas/words.ts';
import { composePdf, show } from './compose-pdf.ts';
import {
  bakery,
  type DrawnPaper,
  drawPapers,
  hardware,
  heightOf,
  type LaidPaper,
  parking,
  wordsOn,
} from './draw-papers.ts';
import { limits, sharedFile } from './shared-data.ts';

after(closeReaders);

async function readParts(bytes: Uint8Array): Promise<ReadPart[]> {
  return (await readDocument(bytes, { limits })).parts;
}

function onlyPage({ pages }: ReadPart): Page {
  const [page, ...others] = pages;
  assert.ok(page);
  assert.deepEqual(others, []);
  return page;
}

const textsOf = (page: Page) => page.words.map(({ text }) => text);

/** The page is the paper and nothing else: its words in their order, in an area where it was laid. */
function assertShows(page: Page, paper: LaidPaper): void {
  assert.deepEqual(textsOf(page), wordsOn(paper));
  const { area } = page;
  assert.ok(area);
  const slant = Math.abs(Math.sin(((paper.turn ?? 0) * Math.PI) / 180));
  const [halfWidth, halfHeight] = [
    (paper.width + slant * heightOf(paper)) / 2,
    (heightOf(paper) + slant * paper.width) / 2,
  ];
  const slack = 2 * 26;
  assert.ok(area[0] >= paper.x - halfWidth - slack && area[2] <= paper.x + halfWidth + slack, `${area}`);
  assert.ok(area[1] >= paper.y - halfHeight - slack && area[3] <= paper.y + halfHeight + slack, `${area}`);
  for (const { box, text } of page.words) {
    assert.ok(box[0] >= area[0] && box[1] >= area[1] && box[2] <= area[2] && box[3] <= area[3], `${text} at ${box}`);
  }
}

/** One part a paper, row by row from the upper left on. */
function assertParts(parts: readonly ReadPart[], papers: readonly LaidPaper[]): void {
  assert.deepEqual(
    parts.map((part) => [part.part, textsOf(onlyPage(part))[0]]),
    papers.map((paper, index) => [index + 1, wordsOn(paper)[0]]),
  );
  for (const [index, part] of parts.entries()) {
    const paper = papers[index];
    assert.ok(paper);
    assertShows(onlyPage(part), paper);
  }
}

const table = { width: 1300, height: 1000, ground: '#4a3b30' };
const whiteBed = { ...table, ground: 'white' };
const sideBySide = [
  { ...bakery, x: 330, y: 420 },
  { ...hardware, x: 960, y: 520 },
];

for (const [name, page] of [
  ['a dark table', table],
  ['a grey bed', { ...table, ground: '#d8dade' }],
  ['a white bed that shows no edges', whiteBed],
  ['a bed that is whiter than they are', { ...whiteBed, paper: '#e4e2dd' }],
] as const) {
  test(`two receipts side by side on ${name} are two documents`, async () => {
    assertParts(await readParts(await drawPapers(page, sideBySide)), sideBySide);
  });
}

for (const [name, ground] of [
  ['a dark table', '#4a3b30'],
  ['a white bed', 'white'],
] as const) {
  test(`three receipts on ${name}, one of them slanted, are three documents`, async () => {
    const papers = [
      { ...bakery, x: 330, y: 360 },
      { ...hardware, x: 980, y: 420, turn: 5 },
      { ...parking, x: 340, y: 1150 },
    ];
    assertParts(await readParts(await drawPapers({ width: 1300, height: 1500, ground }, papers)), papers);
  });
}

test('receipts one above the other are documents of their own', async () => {
  const papers = [
    { ...hardware, x: 420, y: 350 },
    { ...bakery, x: 400, y: 1000 },
    { ...parking, x: 380, y: 1580 },
  ];
  assertParts(await readParts(await drawPapers({ width: 800, height: 1900, ground: 'white' }, papers)), papers);
});

test('a receipt that lies on its side among others is read upright by itself', async () => {
  const sideways = { ...hardware, x: 1000, y: 500, turn: 90 };
  const upright = { ...bakery, x: 340, y: 420 };
  const picture = await drawPapers({ ...table, width: 1400 }, [upright, sideways]);
  const pages = (await readParts(picture)).map(onlyPage);
  assert.equal(pages.length, 2);
  const [standing, lying] = [undefined, 270].map((turn) => pages.find((page) => page.turn === turn));
  assert.ok(standing && lying);
  assert.deepEqual([standing.width, standing.height, lying.width, lying.height], [1400, 1000, 1000, 1400]);
  assertShows(standing, upright);
  // The page turned by 270 degrees: x becomes the distance from its lower edge, y from its left one.
  assertShows(lying, { ...hardware, x: sideways.y, y: 1400 - sideways.x });
});

test('pages of one paper stay together; papers that share a page know which page of the file it is', async () => {
  const size = { width: 1300, height: 1000 };
  const letter: DrawnPaper = {
    width: 900,
    rows: ['Expenses of March', 'Please refund these', 'Kind regards', 'A. Winter'],
  };
  const pages = [
    await drawPapers({ ...size, ground: 'white' }, [{ ...letter, x: 600, y: 400 }]),
    await drawPapers({ ...size, ground: '#4a3b30' }, sideBySide),
    await drawPapers({ ...size, ground: 'white' }, [{ ...parking, x: 600, y: 400 }]),
  ];
  const tiff = await sharp(pages, { join: { across: 1, animated: true } })
    .tiff({ compression: 'lzw' })
    .toBuffer();
  const parts = await readParts(tiff);
  assert.deepEqual(
    parts.map(({ part, pages: of }) => [part, ...of.map(({ filePage, area }) => [filePage, area === undefined])]),
    [
      [1, [0, true], [2, true]],
      [2, [1, false]],
      [3, [1, false]],
    ],
  );
});

/** Both receipts scanned into a PDF of half as many points as pixels, with a layer of hidden text. */
async function scannedPdf(layer: string): Promise<Buffer> {
  const scan = await sharp(await drawPapers(table, sideBySide))
    .jpeg({ quality: 95 })
    .toBuffer();
  const image = `/Type /XObject /Subtype /Image /Width ${table.width} /Height ${table.height} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode`;
  return composePdf({
    content: `q 650 0 0 500 0 0 cm /Scan Do Q ${layer}`,
    resources: '/XObject << /Scan 6 0 R >>',
    mediaBox: [0, 0, 650, 500],
    extra: [{ dictionary: image, stream: scan }],
  });
}

function assertInPoints(parts: readonly ReadPart[], source: Page['source']): void {
  const pages = parts.map(onlyPage);
  assert.deepEqual(
    pages.map((page) => [page.source, page.width, page.height, textsOf(page)]),
    sideBySide.map((paper) => [source, 650, 500, wordsOn(paper)]),
  );
  for (const [index, { area }] of pages.entries()) {
    const { x = 0, y = 0, width = 0 } = sideBySide[index] ?? {};
    assert.ok(area && area[0] < x / 2 && area[2] > x / 2 && area[1] < y / 2 && area[3] > y / 2, `${area}`);
    assert.ok(area[2] - area[0] < width / 2 + 10, `${area}`);
  }
}

test('papers on a scanned page of a PDF have their places in points', async () => {
  assertInPoints(await readParts(await scannedPdf('')), 'ocr');
});

test('papers are told apart where the scanner has laid its own text under them', async () => {
  const layer = sideBySide.flatMap((paper) => {
    const [left, top] = [paper.x - paper.width / 2, paper.y - heightOf(paper) / 2];
    return paper.rows.map((row, index) => {
      const [text, amount] = typeof row === 'string' ? [row, ''] : row;
      const y = 500 - (top + (index + 2) * 1.7 * 26) / 2;
      return (
        show((left + 26) / 2, y, text, 13) + (amount === '' ? '' : show((left + paper.width - 110) / 2, y, amount, 13))
      );
    });
  });
  assertInPoints(await readParts(await scannedPdf(`3 Tr ${layer.join(' ')}`)), 'text');
});

/** Pages that look as if they held several documents, and are one. */
const single: Record<string, { width: number; height: number; papers: LaidPaper[]; ground?: string }> = {
  'an invoice with two columns': {
    width: 1500,
    height: 1300,
    papers: [
      {
        width: 640,
        x: 380,
        y: 420,
        rows: [
          'Northwind Tools Ltd',
          'Invoice 2024-0815',
          'Date 12.03.2024',
          ['Net', '100.00'],
          ['VAT', '20.00'],
          ['Total', '120.00'],
          'Payable within 14 days',
        ],
      },
      {
        width: 640,
        x: 1120,
        y: 460,
        rows: [
          'Account of 12.03.2024',
          ['Brought forward', '15.00'],
          ['This invoice', '120.00'],
          ['Paid 01.03.2024', '15.00'],
          ['Amount due', '120.00'],
          'Customer 4711',
          'Your order of 01.03.2024',
        ],
      },
    ],
  },
  'an invoice with a slip to tear off': {
    width: 1100,
    height: 1700,
    papers: [
      {
        width: 900,
        x: 520,
        y: 420,
        rows: [
          'Stadtwerke Musterstadt',
          'Rechnung 100233 vom 12.03.2024',
          ['Grundpreis', '12,50'],
          ['Verbrauch', '98,40'],
          ['Nettobetrag', '110,90'],
          ['Umsatzsteuer 19 %', '21,07'],
          ['Rechnungsbetrag', '131,97'],
        ],
      },
      {
        width: 900,
        x: 520,
        y: 1400,
        rows: [
          'Zahlschein',
          'Stadtwerke Musterstadt',
          'Rechnung 100233',
          'Zahlbar bis 26.03.2024',
          ['Abschlag im April', '60,00'],
          ['Guthaben', '0,00'],
          ['Betrag', '131,97'],
        ],
      },
    ],
  },
  'a receipt and its card slip, side by side on a table': {
    ...table,
    papers: [
      { ...bakery, x: 330, y: 420 },
      {
        width: 480,
        x: 960,
        y: 420,
        rows: ['Card payment', 'Harbour Bakery', 'Terminal 5512', 'Date 12.03.2024', ['Amount', '10.35'], 'Approved'],
      },
    ],
  },
  'a receipt with a wide gap, and a note beside it': {
    ...table,
    papers: [
      { ...hardware, width: 640, x: 360, y: 450 },
      { width: 420, x: 1010, y: 300, rows: ['For the garage roof', 'ask for 2.50 back', 'from Peter', 'on Monday'] },
    ],
  },
};

for (const [name, { papers, ground = 'white', ...size }] of Object.entries(single)) {
  test(`${name} stay one document`, async () => {
    const picture = await drawPapers({ ...size, ground }, papers);
    const [part, ...others] = await readParts(picture);
    assert.deepEqual(others, []);
    assert.ok(part);
    const page = onlyPage(part);
    assert.equal(page.area, undefined);
    assert.deepEqual(textsOf(page).toSorted(), papers.flatMap(wordsOn).toSorted());
  });
}

for (const path of [
  'receipts-sroie/img/X00016469612.jpg',
  'invoices-azure-samples/files/invoice-invoice-german.png',
  'invoices-azure-samples/files/receipt-receipt-with-tips.png',
  'invoices-misc/files/invoices-aws-samples-idp_insurance_invoice.png',
]) {
  test(`${path} stays one document`, async () => {
    assert.equal((await readParts(sharedFile(path))).length, 1);
  });
}
