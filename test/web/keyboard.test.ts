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
});
after(async () => {
  await browser?.close();
  await fixture?.close();
  await closeReaders();
});

/** Presses Tab until the focus is on what has this name; every stop on the way must show where it is. */
async function tabTo(name: RegExp): Promise<void> {
  const { page } = browser;
  const passed: string[] = [];
  for (let stops = 0; stops < 80; stops++) {
    await page.keyboard.press('Tab');
    const { words, marked } = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement;
      const label = (element as HTMLInputElement).labels?.[0]?.textContent ?? '';
      const style = getComputedStyle(element);
      const after = getComputedStyle(element, '::after');
      return {
        words: `${element.getAttribute('aria-label') ?? ''} ${label} ${element.textContent ?? ''}`.trim(),
        marked: style.outlineStyle !== 'none' || after.outlineStyle !== 'none',
      };
    });
    assert.ok(marked, `"${words}" does not show its focus`);
    if (name.test(words)) return;
    passed.push(words);
  }
  assert.fail(`Tab never came to ${name}; it passed ${passed.join(' | ')}`);
}

it('decides a document by the keyboard alone, from the inbox to the approval', async () => {
  const { page, complaints } = browser;
  const id = await seedDocumentInReview(fixture.deps);
  await page.goto(await fixture.signInLink());
  await page.getByRole('link', { name: 'AzureInterior.pdf' }).waitFor();
  await tabTo(/^AzureInterior/);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'To check' }).waitFor();

  await tabTo(/^Due date/);
  assert.equal(await page.locator('.place[data-path="dueDate"]').getAttribute('data-active'), 'true');
  await page.keyboard.press('Enter');
  const gross = page.getByLabel('Total gross', { exact: true });
  assert.equal(await gross.evaluate((input) => input === document.activeElement), true);
  await page.keyboard.type('279.84');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement?.textContent?.trim()), 'Approve with 1 change');
  await page.getByText('2 of 2 checked').or(page.getByText('Enter your name')).waitFor();
  await page.keyboard.press('Enter');
  assert.equal(await page.getByLabel('Signed by').evaluate((input) => input === document.activeElement), true);
  await page.keyboard.type('Ada Reviewer');
  await page.getByText('2 of 2 checked').waitFor();
  await tabTo(/^Approve/);
  await page.keyboard.press('Enter');
  await page.locator('.case-title').getByText('Accepted').waitFor();
  const outcome = (await getCase(fixture.deps.db, id))?.outcome;
  assert.ok(outcome?.kind === 'document');
  assert.equal(outcome.result.fields.totalGross?.value, '279.84');
  assert.deepEqual(complaints, []);
});

it('leaves the dialog by Escape and skips to the content', async () => {
  const { page } = browser;
  const id = await seedDocumentInReview(fixture.deps);
  await page.goto(`${fixture.address}/cases/${id}`);
  await page.getByRole('heading', { name: 'To check' }).waitFor();
  await page.getByRole('button', { name: 'Reject…' }).press('Enter');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  assert.equal((await getCase(fixture.deps.db, id))?.state, 'review');

  await page.reload();
  await page.getByRole('heading', { name: 'To check' }).waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'main');
});

it('lists its keys, goes to what is wrong instead of approving it, and rejects by a key', async () => {
  const { page } = browser;
  const id = await seedDocumentInReview(fixture.deps);
  await page.goto(`${fixture.address}/cases/${id}`);
  await page.getByRole('heading', { name: 'To check' }).waitFor();
  await page.keyboard.press('?');
  const list = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await list.getByText('Next value in doubt').waitFor();
  await page.keyboard.press('Control+Enter');
  await page.keyboard.press('Escape');
  await list.waitFor({ state: 'detached' });

  await page.keyboard.press('Alt+N');
  const due = page.getByLabel('Due date', { exact: true });
  assert.equal(await due.evaluate((input) => input === document.activeElement), true);
  await page.keyboard.type('4 April?');
  assert.equal(await list.count(), 0);
  assert.equal(await due.inputValue(), '4 April?');
  await page.keyboard.press('Alt+N');
  await page.keyboard.press('Control+Enter');
  assert.equal(await due.evaluate((input) => input === document.activeElement), true);
  assert.equal((await getCase(fixture.deps.db, id))?.state, 'review');
  await page.keyboard.press('Control+Z');
  assert.equal(await due.inputValue(), '2023-04-04');

  await page.keyboard.press('Alt+R');
  const dialog = page.getByRole('dialog', { name: 'Reject this case' });
  await dialog.getByLabel('Reason').waitFor();
  await page.keyboard.type('Not addressed to us');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.locator('.case-title').getByText('Rejected').waitFor();
});
