import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { closeReaders } from '../../reading/read-document.ts';
import { type BrowserFixture, openBrowser } from './browser.ts';
import { openPage, type PageFixture } from './page-fixture.ts';
import { seedDifferingEInvoice } from './seed-e-invoice.ts';

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

it('shows what an e-invoice states beside what its page prints, and where', async () => {
  const { page, complaints } = browser;
  const id = await seedDifferingEInvoice(fixture.deps);
  await page.goto(`${fixture.address}/cases/${id}`);
  const card = page.getByRole('region', { name: 'Page against e-invoice' });
  const row = card.getByRole('row', { name: /Total gross/i });
  await row.waitFor();
  const cells = await row.getByRole('cell').allTextContents();
  assert.equal(cells[0], '571.04');
  assert.match(cells[1] ?? '', /406\.82/);

  const stranger = page.locator('.place[data-status="strange"]').first();
  assert.equal(await stranger.getAttribute('data-active'), 'false');
  await row.hover();
  await page.locator('.place[data-status="strange"][data-active="true"]').first().waitFor();

  await card.getByText(/values stand on the page/).click();
  const number = card.getByRole('row', { name: /Invoice number/i });
  assert.deepEqual(await number.getByRole('cell').allTextContents(), ['RE-20150613/503', ' RE-20150613/503']);
  assert.ok(await page.locator('.place[data-path="invoiceNumber"]').count());
  assert.deepEqual(complaints, []);
});
