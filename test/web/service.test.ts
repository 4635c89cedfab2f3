import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { ServiceUnderTest } from '../deploy/service-under-test.ts';
import { type BrowserFixture, openBrowser } from './browser.ts';

/** Milliseconds for models to load and read on a busy machine. */
const PATIENCE_MS = 180_000;
const data = join(import.meta.dirname, '../../../shared/data');
const invoice = join(data, 'invoices-invoice2data/files/coolblue1.pdf');
const eInvoice = join(data, 'invoices-zugferd/files/mustang-library-EN16931-Einfach.pdf');
const settled = /^(In review|Accepted|Rejected)$/;

let dataDir: string;
let service: ServiceUnderTest;
let browser: BrowserFixture;
before(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'docket-service-'));
  service = new ServiceUnderTest(dataDir);
  browser = await openBrowser();
  const link = await service.ready();
  await browser.page.goto(link.href);
  await browser.page.getByText('No cases yet').waitFor();
});
after(async () => {
  await browser?.close();
  await service?.end('SIGTERM');
  await rm(dataDir, { recursive: true, force: true });
});

const state = () => browser.page.locator('.case-title .chip');

it('reads a dropped invoice with the installed models, and a person decides it', async () => {
  const { page, complaints } = browser;
  await page.getByLabel('Files to send').setInputFiles(invoice);
  await page.getByRole('link', { name: 'Open case' }).click();
  await state().getByText(settled).waitFor({ timeout: PATIENCE_MS });
  const [shown] = await state().allTextContents();
  assert.notEqual(shown, 'Rejected');
  const picture = page.getByRole('img', { name: 'Page 1 of 1' });
  await picture.evaluate((image: HTMLImageElement) => image.decode());
  await page.locator('.place').first().waitFor();
  if (shown === 'In review') {
    await page.getByLabel('Signed by').fill('Ada Reviewer');
    await page.getByRole('button', { name: 'Approve' }).click();
    await state().getByText('Accepted').waitFor({ timeout: PATIENCE_MS });
  }
  await page.getByRole('link', { name: 'Audit' }).click();
  await page.getByText('invoice 1.').first().waitFor();
  assert.deepEqual(complaints, []);
});

it('takes an e-invoice by its data and shows its page', async () => {
  const { page, complaints } = browser;
  await page.getByRole('link', { name: 'Inbox' }).first().click();
  await page.getByLabel('Files to send').setInputFiles(eInvoice);
  const line = page.getByRole('listitem').filter({ hasText: 'Einfach.pdf' });
  await line.getByRole('link', { name: 'Open case' }).click();
  await state().getByText(settled).waitFor({ timeout: PATIENCE_MS });
  await page.locator('.chip[data-source="xml"]').first().waitFor();
  await page.getByRole('img', { name: 'Page 1 of' }).evaluate((image: HTMLImageElement) => image.decode());
  assert.deepEqual(complaints, []);
});

it('triages a ticket from the form', async () => {
  const { page, complaints } = browser;
  await page.getByRole('link', { name: 'Tickets' }).first().click();
  await page.getByLabel('Desk').selectOption('banking77');
  await page.getByLabel('Text').fill('My card still has not arrived, it has been two weeks');
  await page.getByRole('button', { name: 'Send ticket' }).click();
  await state().getByText(settled).waitFor({ timeout: PATIENCE_MS });
  await page.getByText('Card arrival').first().waitFor();
  assert.deepEqual(complaints, []);
});
