import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { closeReaders } from '../../reading/read-document.ts';
import { getCase } from '../../store/cases.ts';
import { type BrowserFixture, openBrowser } from './browser.ts';
import { openPage, type PageFixture } from './page-fixture.ts';
import { seedDocumentInReview } from './seed-document.ts';

let fixture: PageFixture;
let browser: BrowserFixture;
before(async () => {
  [fixture, browser] = await Promise.all([openPage(), openBrowser()]);
  await browser.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await browser.page.goto(await fixture.signInLink());
});
after(async () => {
  await browser?.close();
  await fixture?.close();
  await closeReaders();
});

async function openLines(): Promise<string> {
  const id = await seedDocumentInReview(fixture.deps);
  await browser.page.goto(`${fixture.address}/cases/${id}`);
  await browser.page.getByRole('heading', { name: 'To check' }).waitFor();
  return id;
}

const section = () => browser.page.getByRole('region', { name: 'Line items' });
const cell = (line: number, column: string) => browser.page.getByLabel(`Line ${line}, ${column}`, { exact: true });
const focusedLabel = () => browser.page.evaluate(() => document.activeElement?.getAttribute('aria-label'));

async function descriptions(): Promise<string[]> {
  const inputs = await section().locator('textarea').all();
  return Promise.all(inputs.map((input) => input.inputValue()));
}

/** Pastes text into the focused cell, as a spreadsheet put it on the clipboard. */
async function paste(text: string): Promise<void> {
  await browser.page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  await browser.page.keyboard.press('Control+V');
}

async function approve(id: string) {
  const { page } = browser;
  await page.getByLabel('Signed by').fill('Ada Reviewer');
  await page.keyboard.press('Control+Enter');
  await page.locator('.case-title').getByText('Accepted').waitFor();
  const outcome = (await getCase(fixture.deps.db, id))?.outcome;
  assert.ok(outcome?.kind === 'document');
  return outcome.result.lines.map(({ description, quantity, unitPrice, lineTotal }) =>
    [description, quantity, unitPrice, lineTotal].map((evidence) => evidence?.value ?? ''),
  );
}

it('adds, moves and removes lines by the keyboard, and undoes and does again every step', async () => {
  const { page, complaints } = browser;
  const id = await openLines();
  await cell(1, 'Total').focus();
  await page.keyboard.press('Alt+ArrowDown');
  assert.equal(await focusedLabel(), 'Line 2, Total');
  assert.deepEqual(await descriptions(), ['Office Chair', 'Beeswax XL', 'Olive Oil', 'Luxury Truffles']);
  await page.keyboard.press('Alt+Enter');
  assert.equal(await focusedLabel(), 'Line 3, Total');
  await page.keyboard.type('10.00');
  await section().getByText('total net is 262.90, 10.00 less').waitFor();
  await cell(4, 'Quantity').focus();
  await page.keyboard.press('Alt+Delete');
  assert.equal(await focusedLabel(), 'Line 4, Quantity');
  assert.deepEqual(await descriptions(), ['Office Chair', 'Beeswax XL', '', 'Luxury Truffles']);

  const undo = () => page.keyboard.press('Control+Z');
  await undo();
  assert.deepEqual(await descriptions(), ['Office Chair', 'Beeswax XL', '', 'Olive Oil', 'Luxury Truffles']);
  for (let steps = 0; steps < 3; steps += 1) await undo();
  assert.deepEqual(await descriptions(), ['Beeswax XL', 'Office Chair', 'Olive Oil', 'Luxury Truffles']);
  await section().getByText('equals total net').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Undo' }).count(), 0);
  for (let steps = 0; steps < 4; steps += 1) await page.keyboard.press('Control+Shift+Z');
  assert.deepEqual(await descriptions(), ['Office Chair', 'Beeswax XL', '', 'Luxury Truffles']);

  assert.deepEqual(await approve(id), [
    ['Office Chair', '1.00', '70.00', '70.00'],
    ['Beeswax XL', '1.00', '42.00', '42.00'],
    ['', '', '', '10.00'],
    ['Luxury Truffles', '15.00', '10.00', '150.00'],
  ]);
  assert.deepEqual(complaints, []);
});

it('takes a table copied from a spreadsheet, one step of undo for all of it', async () => {
  const { page, complaints } = browser;
  const id = await openLines();
  await cell(3, 'Description').focus();
  await paste(
    'Olive oil, cold\t1\t0,90\t0,90\nTruffles\t15\t10,00\t150,00\n"Freight ""express"""\t1\t1.000,50\t1.000,50\n',
  );
  assert.deepEqual(await descriptions(), [
    'Beeswax XL',
    'Office Chair',
    'Olive oil, cold',
    'Truffles',
    'Freight "express"',
  ]);
  assert.equal(await cell(5, 'Unit price').inputValue(), '1000.50');
  await section().getByText('1000.50 less').waitFor();
  await page.keyboard.press('Control+Z');
  assert.deepEqual(await descriptions(), ['Beeswax XL', 'Office Chair', 'Olive Oil', 'Luxury Truffles']);

  await cell(1, 'Quantity').focus();
  await paste('Total\tDescription\n42,00\tWax\n70,00\tChair');
  assert.deepEqual(await descriptions(), ['Wax', 'Chair', 'Olive Oil', 'Luxury Truffles']);
  await cell(4, 'Quantity').focus();
  await paste('16');
  assert.equal(await cell(4, 'Quantity').inputValue(), '15.0016');
  await cell(4, 'Quantity').fill('16');
  assert.deepEqual(await approve(id), [
    ['Wax', '1.00', '42.00', '42.00'],
    ['Chair', '1.00', '70.00', '70.00'],
    ['Olive Oil', '', '1.00', '0.90'],
    ['Luxury Truffles', '16', '10.00', '150.00'],
  ]);
  assert.deepEqual(complaints, []);
});

it('offers the columns that the document has and nothing found', async () => {
  const { page } = browser;
  const id = await openLines();
  await page.getByLabel('Add a column').selectOption('taxRate');
  await cell(2, 'Tax %').fill('15');
  await approve(id);
  const outcome = (await getCase(fixture.deps.db, id))?.outcome;
  assert.ok(outcome?.kind === 'document');
  assert.equal(outcome.result.lines[1]?.taxRate?.value, '15');
});
