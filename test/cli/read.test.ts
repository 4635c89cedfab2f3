import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import sharp from 'sharp';
import { overlaySvg } from '../../cli/local/draw-overlay.ts';
import { bakery, drawPapers, parking } from '../reading/draw-papers.ts';
import { tinyPdf } from '../reading/tiny-pdf.ts';
import { runDocket } from './run-docket.ts';

let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'docket-read-'));
});
after(() => rm(folder, { recursive: true }));

const text = 'Invoice 4711 of 2 May 2024\nTotal due: 1.234,50 EUR in thirty days';

test('an overlay marks words, boxes and the way of reading on the page asked for', async () => {
  const [pdf, png] = [join(folder, 'two.pdf'), join(folder, 'overlay.png')];
  await writeFile(pdf, tinyPdf(['First page of this invoice has other words on it', text]));
  const { code, stdout, stderr } = await runDocket(['read', pdf, '--overlay', png, '--page', '2']);
  assert.equal(code, 0, stderr);
  assert.equal(stdout, '');
  const { data, info } = await sharp(await readFile(png))
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  assert.deepEqual([info.width, info.height], [1600, 2400]);
  const colourfulRows = new Set<number>();
  for (let offset = 0; offset < data.length; offset += 3) {
    const [r = 0, g = 0, b = 0] = data.subarray(offset, offset + 3);
    if (Math.max(r, g, b) - Math.min(r, g, b) > 60) colourfulRows.add(Math.floor(offset / 3 / info.width));
  }
  assert.ok(colourfulRows.has(155), 'the first line of text stands at 50 points, so at 160 pixels');
  assert.ok(!colourfulRows.has(600), 'nothing stands below the text');
});

test('a page that the file does not have is refused', async () => {
  const pdf = join(folder, 'one.pdf');
  await writeFile(pdf, tinyPdf([text]));
  const { code, stderr } = await runDocket(['read', pdf, '--overlay', join(folder, 'none.png'), '--page', '2']);
  assert.notEqual(code, 0);
  assert.match(stderr, /no page 2; the file has 1/);
});

test('each paper of a page is drawn as it stands upright', async () => {
  const picture = join(folder, 'papers.png');
  const lying = { ...parking, x: 950, y: 450, turn: 90 };
  const papers = [{ ...bakery, x: 330, y: 450 }, lying];
  await writeFile(picture, await drawPapers({ width: 1300, height: 900, ground: '#4a3b30' }, papers));
  const sizes = await Promise.all(
    ['1', '2'].map(async (number) => {
      const png = join(folder, `paper-${number}.png`);
      const { code, stderr } = await runDocket(['read', picture, '--overlay', png, '--page', number]);
      assert.equal(code, 0, stderr);
      const { width, height } = await sharp(png).metadata();
      return [width, height];
    }),
  );
  assert.deepEqual(sizes, [
    [1300, 900],
    [900, 1300],
  ]);
});

test('the part of a page that a paper covers is framed', () => {
  const page = { width: 100, height: 50, source: 'ocr' as const, words: [] };
  const size = { width: 200, height: 100 };
  assert.doesNotMatch(overlaySvg(page, size), /rect/);
  assert.match(overlaySvg({ ...page, area: [10, 5, 60, 45] }, size), /<rect x="10" y="5" width="50" height="40"/);
});

test('words with markup in them are drawn as text', () => {
  const words = [
    { text: '<R&D>"\u0007', box: [10, 10, 60, 22] as [number, number, number, number], line: 0 },
    { text: 'next', box: [70, 10, 90, 22] as [number, number, number, number], line: 1 },
  ];
  const svg = overlaySvg({ width: 100, height: 50, source: 'text', words }, { width: 200, height: 100 });
  assert.match(svg, /viewBox="0 0 100 50"/);
  assert.match(svg, />&#60;R&#38;D&#62;&#34;</);
  assert.match(svg, /d="M 35 16 L 80 16"/);
});
