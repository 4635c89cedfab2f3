import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { getAssumptions } from '../../store/statistics/assumptions.ts';
import { type BrowserFixture, openBrowser } from './browser.ts';
import { openPage, type PageFixture } from './page-fixture.ts';
import { seedStatistics } from './seed-statistics.ts';

let fixture: PageFixture;
let browser: BrowserFixture;
before(async () => {
  [fixture, browser] = await Promise.all([openPage(), openBrowser()]);
  await browser.page.goto(await fixture.signInLink());
});
after(async () => {
  await browser?.close();
  await fixture?.close();
});

it('says that there is nothing to show yet', async () => {
  const { page, complaints } = browser;
  await page.getByRole('link', { name: 'Dashboard' }).click();
  await page.getByText('No case was decided in this period.').waitFor();
  assert.deepEqual(complaints, []);
});

it('draws the figures, with the table that each plot was drawn from', async () => {
  const { page, complaints } = browser;
  await seedStatistics(fixture.deps.db);
  await page.reload();
  const rate = page.locator('.tile').filter({ hasText: 'Automation rate' });
  await rate.getByText(/^\d+ of 100 cases passed without a person$/).waitFor();
  await page.locator('.plot svg').nth(3).waitFor();
  const bars = await page.locator('.plot svg').first().locator('rect').count();
  assert.ok(bars >= 20, `${bars} bars`);
  assert.equal(await page.locator('.plot style').count(), 0);
  const cases = page.locator('figure').filter({ hasText: 'by the day they were decided' });
  await cases.getByText('As a table').click();
  assert.equal(await cases.getByRole('row').count(), 1 + 42, 'twenty days of two desks, and what was spent today');
  const fields = page.locator('figure').filter({ hasText: 'Accuracy per field' });
  await fields.getByText('As a table').click();
  await fields
    .getByRole('row', { name: /^documents: Total gross/ })
    .getByText(/%.*n \d+/)
    .first()
    .waitFor();
  await page.getByRole('combobox', { name: 'Desk' }).selectOption('banking77');
  await rate.getByText(/of 60 cases/).waitFor();
  assert.equal(await page.getByRole('region', { name: 'By desk' }).getByRole('row').count(), 2);
  assert.deepEqual(complaints, []);
});

it('reckons the money saved anew with other assumptions, and refuses what makes no sense', async () => {
  const { page, complaints } = browser;
  const form = page.getByRole('form', { name: 'What the money saved rests on' });
  const saved = page.locator('.tile').filter({ hasText: 'Money saved' }).locator('.tile-figure');
  const before = await saved.textContent();
  await form.getByLabel('Cost of an hour').fill('much');
  await form.getByText(/^Cost of an hour:/).waitFor();
  assert.equal(await form.getByRole('button', { name: 'Save' }).isDisabled(), true);
  await form.getByLabel('Cost of an hour').fill('60');
  await form.getByLabel('Currency').fill('chf');
  await form.getByRole('button', { name: 'Save' }).click();
  await saved.getByText('CHF').waitFor();
  assert.notEqual(await saved.textContent(), before);
  assert.deepEqual((await getAssumptions(fixture.deps.db)).costPerHour, 60);
  assert.deepEqual(complaints, []);
});
