import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { closeReaders } from '../../reading/read-document.ts';
import type { Box } from '../../schemas/place.ts';
import { type Page, wordsDocument } from '../../schemas/words.ts';
import { getCase } from '../../store/cases.ts';
import { type BrowserFixture, openBrowser } from './browser.ts';
import { openPage, type PageFixture } from './page-fixture.ts';
import { seedDocumentInReview } from './seed-document.ts';
import { seedReceipts } from './seed-receipts.ts';

let fixture: PageFixture;
let browser: BrowserFixture;
before(async () => {
  [fixture, browser] = await Promise.all([openPage(), openBrowser()]);
  await browser.page.goto(await fixture.signInLink());
});
after(async () => {
  await browser?.close();
  await fixture?.close();
  await closeReaders();
});

async function wordBox(id: string, text: string): Promise<Box> {
  const answer = await browser.page.request.get(`${fixture.address}/v1/cases/${id}/words`);
  const word = wordsDocument.parse(await answer.json()).pages[0]?.words.find((one) => one.text === text);
  assert.ok(word, `the page has no word ${text}`);
  return word.box;
}

/** Drags with the mouse over a box of the first page, a little beyond its edges. */
async function dragOver([x0, y0, x1, y1]: Box, room: number): Promise<void> {
  const { page } = browser;
  const overlay = page.locator('.sheet-overlay').first();
  const onScreen = (x: number, y: number) =>
    overlay.evaluate(
      (svg: SVGSVGElement, at) => {
        const point = new DOMPoint(at.x, at.y).matrixTransform(svg.getScreenCTM() ?? undefined);
        return { x: point.x, y: point.y };
      },
      { x, y },
    );
  const from = await onScreen(x0 - room, y0 - room);
  const to = await onScreen(x1 + room, y1 + room);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2);
  await page.mouse.move(to.x, to.y);
  await page.mouse.up();
}

const isFocused = (label: string) =>
  browser.page.getByLabel(label, { exact: true }).evaluate((input) => input === document.activeElement);

it('reads a box moved and sized by the keyboard into the field it was begun for', async () => {
  const { page, complaints } = browser;
  const id = await seedDocumentInReview(fixture.deps);
  await page.goto(`${fixture.address}/cases/${id}`);
  const gross = page.getByLabel('Total gross', { exact: true });
  await gross.focus();
  await page.keyboard.press('Alt+B');
  const drawn = page.getByRole('button', { name: /^Box on page 1 for Total gross/ });
  await drawn.waitFor();
  assert.equal(await drawn.evaluate((box) => box === document.activeElement), true);

  const size = (await getCase(fixture.deps.db, id))?.pages[0];
  assert.ok(size);
  const [, from] = await wordBox(id, '150.90');
  const [, to] = await wordBox(id, '279.84');
  const steps = Math.round((to - from) / (size.width / 80));
  assert.ok(steps > 3);
  for (let step = 0; step < steps; step += 1) await page.keyboard.press('ArrowDown');
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Enter');
  await drawn.waitFor({ state: 'detached' });
  assert.equal(await gross.inputValue(), '279.84');
  assert.equal(await isFocused('Total gross'), true);
  assert.equal(await page.locator('.place[data-path="totalGross"]').getAttribute('data-status'), 'human');

  await page.keyboard.press('Control+Z');
  assert.equal(await gross.inputValue(), '150.90');
  await page.keyboard.press('Alt+B');
  await drawn.waitFor();
  await page.keyboard.press('Escape');
  await drawn.waitFor({ state: 'detached' });
  assert.equal(await isFocused('Total gross'), true);
  assert.equal(await gross.inputValue(), '150.90');
  assert.deepEqual(complaints, []);
});

async function openReceipt(): Promise<{ id: string; read: Page }> {
  const [first] = await seedReceipts(fixture.deps);
  assert.ok(first);
  await browser.page.goto(`${fixture.address}/cases/${first.id}`);
  await browser.page.getByRole('img', { name: 'Page 1 of 1' }).waitFor();
  await browser.page.getByLabel('Total gross', { exact: true }).focus();
  return { id: first.id, read: first.page };
}

it('reads a box drawn with the mouse on a photo by optical recognition', async () => {
  const { page, complaints } = browser;
  const { read } = await openReceipt();
  const amounts = read.words.filter(({ text }) => /^\d+\.\d\d$/.test(text) && text !== '10.35');
  const [amount] = amounts;
  assert.ok(amount);
  await page.getByRole('button', { name: 'Read a box' }).click();
  assert.equal(await page.getByRole('button', { name: 'Read a box' }).getAttribute('aria-pressed'), 'true');
  await dragOver(amount.box, 5);
  await page.locator('.drawn-box').waitFor({ state: 'detached' });
  assert.equal(await page.getByLabel('Total gross', { exact: true }).inputValue(), amount.text);
  assert.equal(await isFocused('Total gross'), true);
  assert.deepEqual(complaints, []);
});

it('has a drag over a part without words read, and says where nothing can be read', async () => {
  const { page, complaints } = browser;
  const { read } = await openReceipt();
  const [left, top] = read.area ?? [0, 0];
  await dragOver([left + 5, top + 5, left + 60, top + 25], 0);
  await page.getByText('Nothing could be read there').waitFor();
  assert.equal(await page.getByLabel('Total gross', { exact: true }).inputValue(), '10.35');
  assert.deepEqual(complaints, []);
});
