import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { closeReaders } from '../../reading/read-document.ts';
import { type BrowserFixture, openBrowser } from './browser.ts';
import { openPage, type PageFixture } from './page-fixture.ts';
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

it('shows which of the receipts on a page a case is of, and the way to the other one', async () => {
  const { page, complaints } = browser;
  const cases = await seedReceipts(fixture.deps);
  assert.equal(cases.length, 2);
  for (const [index, { id, page: read }] of cases.entries()) {
    await page.goto(`${fixture.address}/cases/${id}`);
    const dimmed = page.locator('.sheet-overlay .elsewhere');
    await dimmed.waitFor({ state: 'attached' });
    const lit = await dimmed.evaluate((path: SVGPathElement, words) => {
      const isDimmed = (x: number, y: number) => path.isPointInFill(new DOMPoint(x, y));
      return words.map(({ box: [x0, y0, x1, y1] }) => isDimmed((x0 + x1) / 2, (y0 + y1) / 2));
    }, read.words);
    assert.deepEqual(new Set(lit), new Set([false]));
    const other = cases[1 - index];
    assert.ok(other);
    const covered = await dimmed.evaluate(
      (path: SVGPathElement, words) =>
        words.every(({ box: [x0, y0, x1, y1] }) => path.isPointInFill(new DOMPoint((x0 + x1) / 2, (y0 + y1) / 2))),
      other.page.words,
    );
    assert.ok(covered, 'the other receipt is dimmed');
    const box = page.locator('.place[data-path="totalGross"]');
    assert.equal(await box.count(), 1);
    await page.getByRole('navigation', { name: 'Other documents of the same file' }).getByRole('link').waitFor();
  }
  assert.deepEqual(complaints, []);
});
