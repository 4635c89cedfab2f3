import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { closeReaders } from '../../reading/read-document.ts';
import { wordsDocument } from '../../schemas/words.ts';
import { auditOf } from '../../store/audit.ts';
import { getCase } from '../../store/cases.ts';
import { type BrowserFixture, openBrowser } from './browser.ts';
import { openPage, type PageFixture } from './page-fixture.ts';
import { seedDocumentInReview } from './seed-document.ts';
import { seedMail } from './seed-mail.ts';

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

async function resultOf(id: string) {
  const outcome = (await getCase(fixture.deps.db, id))?.outcome;
  assert.ok(outcome?.kind === 'document');
  return outcome.result;
}

/** Clicks on a word of the first page once the page offers it. */
async function clickWord(id: string, text: string): Promise<void> {
  const { page } = browser;
  const answer = await page.request.get(`${fixture.address}/v1/cases/${id}/words`);
  const word = wordsDocument.parse(await answer.json()).pages[0]?.words.find((one) => one.text === text);
  assert.ok(word);
  const [x0, y0, x1, y1] = word.box;
  const overlay = page.locator('.sheet-overlay');
  await overlay.scrollIntoViewIfNeeded();
  const at = await overlay.evaluate(
    (svg: SVGSVGElement, { x, y }) => {
      const point = new DOMPoint(x, y).matrixTransform(svg.getScreenCTM() ?? undefined);
      return { x: point.x, y: point.y };
    },
    { x: (x0 + x1) / 2, y: (y0 + y1) / 2 },
  );
  await page.mouse.move(at.x, at.y);
  await page.locator('.picked').waitFor();
  await page.mouse.click(at.x, at.y);
}

async function openDocument(): Promise<string> {
  const id = await seedDocumentInReview(fixture.deps);
  await browser.page.goto(`${fixture.address}/cases/${id}`);
  await browser.page.getByRole('heading', { name: 'To check' }).waitFor();
  return id;
}

it('draws each box where its evidence says, over the picture of the page', async () => {
  const { page, complaints } = browser;
  const id = await openDocument();
  const evidence = (await resultOf(id)).fields.invoiceNumber;
  assert.ok(evidence?.box);
  const [x0, y0, x1, y1] = evidence.box;
  const picture = page.getByRole('img', { name: 'Page 1 of 1' });
  await picture.evaluate((image: HTMLImageElement) => image.decode());
  const sheet = await picture.boundingBox();
  const drawn = await page.locator('.place[data-path="invoiceNumber"]').boundingBox();
  const size = (await getCase(fixture.deps.db, id))?.pages[0];
  assert.ok(sheet && drawn && size);
  const scale = sheet.width / size.width;
  const centre = { x: drawn.x - sheet.x + drawn.width / 2, y: drawn.y - sheet.y + drawn.height / 2 };
  assert.ok(Math.abs(centre.x - (scale * (x0 + x1)) / 2) < 2, `x ${centre.x}`);
  assert.ok(Math.abs(centre.y - (scale * (y0 + y1)) / 2) < 2, `y ${centre.y}`);
  assert.ok(drawn.width >= scale * (x1 - x0) - 1 && drawn.width < scale * (x1 - x0) * 1.3);
  assert.deepEqual(complaints, []);
});

it('draws every word, its box and the order of reading on request', async () => {
  const { page, complaints } = browser;
  const id = await openDocument();
  const answer = await page.request.get(`${fixture.address}/v1/cases/${id}/words`);
  const words = wordsDocument.parse(await answer.json()).pages[0]?.words ?? [];
  assert.equal(await page.locator('.page-reading rect').count(), 0);
  const toggle = page.getByRole('button', { name: 'Words', exact: true });
  await toggle.click();
  assert.equal(await toggle.getAttribute('aria-pressed'), 'true');
  assert.equal(await page.locator('.page-reading rect').count(), words.length);
  assert.equal(await page.locator('.page-reading path').count(), 1);
  await toggle.click();
  assert.equal(await page.locator('.page-reading rect').count(), 0);
  assert.deepEqual(complaints, []);
});

it('marks a box from its field and a field from its box', async () => {
  const { page } = browser;
  await openDocument();
  const box = page.locator('.place[data-path="sellerName"]');
  const field = page.locator('.field[data-path="sellerName"]');
  await field.hover();
  assert.equal(await box.getAttribute('data-active'), 'true');
  await page.getByRole('heading', { name: 'To check' }).hover();
  assert.equal(await field.getAttribute('data-active'), 'false');
  await box.hover();
  assert.equal(await field.getAttribute('data-active'), 'true');
  await box.click();
  assert.equal(await field.locator('textarea').evaluate((input) => input === document.activeElement), true);
});

it('puts what is in doubt first, takes a value from the page, and approves it with its name', async () => {
  const { page, complaints } = browser;
  const id = await openDocument();
  const first = page.getByRole('region', { name: 'To check' });
  assert.deepEqual(await first.locator('.field-label').allTextContents(), ['Due date', 'Total gross']);
  await first.getByText('make 279.84, not 150.90').waitFor();
  assert.equal(await first.getByText('is only').count(), 0);

  const gross = page.getByLabel('Total gross', { exact: true });
  await gross.focus();
  await clickWord(id, '279.84');
  assert.equal(await gross.inputValue(), '279.84');
  await page.getByText('was 150.90').waitFor();
  assert.equal(await page.locator('.place[data-path="totalGross"]').getAttribute('data-status'), 'human');

  await page.getByLabel('Due date').fill('4 April');
  await page.getByText('Expected a date such as 2024-12-31').waitFor();
  assert.equal(await page.getByRole('button', { name: /Approve/ }).isDisabled(), true);
  await page.getByRole('button', { name: 'Undo' }).click();
  assert.equal(await page.getByLabel('Due date').inputValue(), '2023-04-04');

  await page.getByLabel('Line 3, Quantity').fill('1');
  await page.getByLabel('Signed by').fill('Ada Reviewer');
  await page.getByRole('button', { name: 'Approve with 2 changes' }).click();
  await page.locator('.case-title').getByText('Accepted').waitFor();
  await page.getByRole('button', { name: 'Total gross: 279.84. Show on the page' }).waitFor();

  const result = await resultOf(id);
  assert.equal(result.status, 'accepted');
  assert.equal(result.fields.totalGross?.value, '279.84');
  assert.equal(result.fields.totalGross?.source, 'human');
  assert.equal(result.fields.totalGross?.by.name, 'Ada Reviewer');
  assert.equal(result.fields.dueDate?.value, '2023-04-04');
  assert.equal(result.lines[2]?.quantity?.value, '1');
  assert.deepEqual(complaints, []);
});

it('adds a missing field, removes a row and keeps the sum in view', async () => {
  const { page } = browser;
  const id = await openDocument();
  await page.getByText('equals total net').waitFor();
  await page.getByRole('button', { name: 'Remove line 3' }).click();
  await page.getByText('total net is 262.90').waitFor();
  await page.getByLabel('Add a field').selectOption('orderReference');
  await page.getByLabel('Order reference').fill('CUSTREF123');
  await page.getByLabel('Signed by').fill('Ada Reviewer');
  await page.getByRole('button', { name: /Approve with/ }).click();
  await page.locator('.case-title').getByText('Accepted').waitFor();
  const result = await resultOf(id);
  assert.equal(result.fields.orderReference?.value, 'CUSTREF123');
  assert.deepEqual(
    result.lines.map(({ description }) => description?.value),
    ['Beeswax XL', 'Office Chair', 'Luxury Truffles'],
  );
});

it('rejects only with a reason, and shows the decision in the audit chain', async () => {
  const { page, complaints } = browser;
  const id = await openDocument();
  await page.getByLabel('Signed by').fill('Ada Reviewer');
  await page.getByRole('button', { name: 'Reject…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Reject this case' });
  await dialog.getByRole('button', { name: 'Reject' }).click();
  await dialog.getByText('Write a reason').waitFor();
  assert.equal((await getCase(fixture.deps.db, id))?.state, 'review');
  await dialog.getByLabel('Reason').fill('Not addressed to us');
  await dialog.getByRole('button', { name: 'Reject' }).click();
  await page.locator('.case-title').getByText('Rejected').waitFor();
  await page.getByText('Not addressed to us').waitFor();

  await page.getByRole('link', { name: 'Audit' }).click();
  const chain = page.getByRole('region', { name: 'Audit chain' });
  await chain.getByText('by Ada Reviewer').waitFor();
  const entries = await auditOf(fixture.deps.db, id);
  for (const { hash } of entries) await chain.getByText(hash.slice(0, 12)).first().waitFor();
  await page.getByText('digital invoices').first().waitFor();
  assert.deepEqual(complaints, []);
});

it('leads from a document of an e-mail to the others of the same e-mail and back', async () => {
  const { page, complaints } = browser;
  const { first, second } = await seedMail(fixture.deps);
  await page.goto(`${fixture.address}/cases/${first}`);
  const origin = page.getByRole('region', { name: 'Where this document came from' });
  await origin.getByText('e-mail “March” from Billing <billing@nordlicht.example>').waitFor();
  assert.equal(await origin.getByText('invoice.xml', { exact: true }).count(), 1);
  const others = page.getByRole('navigation', { name: 'Other documents of the same file' });
  assert.deepEqual(await others.getByRole('link').allTextContents(), ['credit-note.pdf']);

  await others.getByRole('link', { name: 'credit-note.pdf' }).click();
  await page.waitForURL(`${fixture.address}/cases/${second}`);
  await origin.getByText('credit-note.pdf', { exact: true }).waitFor();
  assert.deepEqual(await others.getByRole('link').allTextContents(), ['invoice.xml']);

  await others.getByRole('link', { name: 'invoice.xml' }).click();
  await page.waitForURL(`${fixture.address}/cases/${first}`);
  await origin.getByText('invoice.xml', { exact: true }).waitFor();
  assert.deepEqual(complaints, []);
});
