import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Browser, chromium } from 'playwright-core';
import { openPdf } from '../../reading/pdf/process-pdfium.ts';
import { readPage } from '../../reading/pdf/read-page.ts';
import { recognition } from '../../reading/pdf/recognition.ts';
import type { Page } from '../../schemas/words.ts';
import { compareInk } from './ink.ts';

const SCALE = 4;
const MAX_PIXELS = 40_000_000;
let browser: Browser;

before(async () => {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
});
after(() => browser.close());

async function print(html: string): Promise<Buffer> {
  const page = await browser.newPage();
  await page.setContent(
    `<!doctype html><meta charset="utf-8"><style>body { font: 14px "DejaVu Sans", sans-serif }</style>${html}`,
  );
  const pdf = await page.pdf({ format: 'A5' });
  await page.close();
  return pdf;
}

async function read(bytes: Uint8Array): Promise<{ page: Page; covered: number; loose: string[] }> {
  const file = await openPdf(bytes);
  try {
    return await file.withPage(0, async (open) => {
      const {
        papers: [page],
      } = await readPage(open, { maxPixels: MAX_PIXELS, separate: false, recognition });
      assert.ok(page);
      return { page, ...compareInk(open.draw(SCALE, MAX_PIXELS), page.words, SCALE) };
    });
  } finally {
    file.close();
  }
}

const texts = (page: Page) => page.words.map(({ text }) => text);

test('Hebrew and Arabic are read from right to left, numbers and Latin words in them from left to right', async () => {
  const hebrew = 'חשבונית מספר 4711 מיום 2 במאי';
  const arabic = 'فاتورة رقم 815 من شركة';
  const mixed = 'סכום לתשלום Acme Trading Ltd בתוך 30 יום';
  const { page, covered } = await read(
    await print(`<div dir="rtl"><p>${hebrew}</p><p>${arabic}</p><p>${mixed}</p></div>`),
  );
  assert.equal(page.source, 'text');
  assert.deepEqual(texts(page), [hebrew, arabic, mixed].join(' ').split(' '));
  assert.ok(covered > 0.98, `${covered}`);
});

test('ligatures, kerning, accents, justified and spaced lines keep their words and boxes', async () => {
  const text =
    'Die Büroeffizienz der Fluggäste: Offerte für Ångström, Łódź und Škoda, façade 1.234,50 €, finale Auflage';
  const { page, covered, loose } = await read(
    await print(
      `<p style="font: 15px Carlito, 'Liberation Serif', serif">${text}</p><p style="text-align: justify; width: 220px">${text}</p><p style="letter-spacing: 3px">GESAMTBETRAG</p>`,
    ),
  );
  assert.deepEqual(texts(page), [...`${text} ${text}`.split(' '), 'GESAMTBETRAG']);
  assert.ok(covered > 0.99, `${covered}`);
  assert.deepEqual(loose, []);
});

test('a table and text that stands on its head or side are read where they are', async () => {
  const rows = [1, 2, 3].map(
    (n) => `<tr><td>Item ${n}</td><td>${n} pcs</td><td style="text-align:right">${n}0.00</td></tr>`,
  );
  const { page, covered } = await read(
    await print(
      `<table style="width:100%">${rows.join('')}</table><p style="writing-mode: vertical-rl; height: 200px">Steuernummer 12/345/678</p><p style="transform: rotate(180deg)">Rückseite beachten</p>`,
    ),
  );
  assert.deepEqual(texts(page), [
    ...[1, 2, 3].flatMap((n) => ['Item', `${n}`, `${n}`, 'pcs', `${n}0.00`]),
    ...['Steuernummer', '12/345/678', 'Rückseite', 'beachten'],
  ]);
  assert.ok(covered > 0.99, `${covered}`);
});

test('a page whose fonts do not say what their glyphs mean is recognised', async () => {
  const text = 'Invoice number 4711, total due 1234.50 EUR within thirty days of delivery';
  const pdf = await print(`<p style="font-size: 18px">${text}</p>`);
  const mute = Buffer.from(pdf.toString('latin1').replaceAll('/ToUnicode', '/ToUnikode'), 'latin1');
  const { page } = await read(mute);
  assert.equal(page.source, 'ocr');
  assert.deepEqual(texts(page), text.split(' '));
});
