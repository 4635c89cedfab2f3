import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { invoicePdf } from '../../bench/invoice-pdf.ts';
import { closeReaders } from '../../reading/read-document.ts';
import { sharedFile } from '../reading/shared-data.ts';
import { barriers, serveAxe } from './axe.ts';
import { type BrowserFixture, openBrowser } from './browser.ts';
import { openDevicePage } from './device-page.ts';
import type { PageFixture } from './page-fixture.ts';

/** Loading a model takes long where other work goes on. */
const LOADING_MS = 240_000;
const TICKET = 'I am still waiting on my card, it has not arrived. Reach me at anna@example.com';

let fixture: PageFixture | null;
let browser: BrowserFixture;
let address: string;
before(async () => {
  [fixture, browser] = await Promise.all([openDevicePage(), openBrowser()]);
  address = fixture.address;
  browser.context.setDefaultTimeout(LOADING_MS);
  await serveAxe(browser.page);
  await browser.page.goto(await fixture.signInLink());
  await browser.page.getByRole('link', { name: 'On this device' }).click();
});
after(async () => {
  await browser?.close();
  await fixture?.close();
  await closeReaders();
});

async function decideTicket(): Promise<void> {
  const { page } = browser;
  await page.getByRole('textbox', { name: 'Text' }).fill(TICKET);
  await page.getByRole('button', { name: 'Decide here', exact: true }).click();
  const decision = page.getByRole('status', { name: 'Decision on the ticket' });
  await decision.getByText('Decided in').waitFor();
  await decision.getByText('Card arrival').first().waitFor();
  await decision.getByText('anna@example.com').first().waitFor();
}

/** Until the worker for no network has everything that it keeps. */
async function pageKept(): Promise<void> {
  await browser.page.waitForFunction(async () => {
    const registration = await navigator.serviceWorker.getRegistration('/on-device');
    return registration?.active?.state === 'activated';
  });
}

async function decidePdf(name: string, bytes: Uint8Array): Promise<void> {
  const file = { name, mimeType: 'application/pdf', buffer: Buffer.from(bytes) };
  await browser.page.getByLabel('PDF to decide here').setInputFiles(file);
}

it('refuses a model whose bytes are not those of its card', async () => {
  const { page } = browser;
  await page.route('**/v1/on-device/files/*', (route) => route.fulfill({ body: 'something else' }));
  await page.getByRole('button', { name: /^Keep banking77/ }).click();
  await page.getByText('model.invalid').waitFor();
  await page.unroute('**/v1/on-device/files/*');
});

it('says how large a desk is, fetches it by keyboard, and decides a ticket in the browser', async () => {
  const { page } = browser;
  await page.getByRole('heading', { name: 'On this device' }).waitFor();
  await page.getByText('Keep a desk first').waitFor();
  const keep = page.getByRole('button', { name: /^Keep banking77 \([\d.]+ MB\)$/ });
  await keep.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('progressbar', { name: 'Fetching banking77' }).waitFor();
  await page.getByRole('button', { name: 'Remove banking77' }).waitFor();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await decideTicket();
  assert.deepEqual(
    asked.filter((url) => url.includes('/v1/')),
    [],
    'nothing is asked of the service',
  );
});

it('decides a PDF in the browser, and has no known barrier', async () => {
  const { page, complaints } = browser;
  await page.getByRole('button', { name: /^Keep documents/ }).click();
  await page.getByRole('button', { name: 'Remove documents' }).waitFor();
  await decidePdf('invoice.pdf', invoicePdf('here'));
  const decision = page.getByRole('status', { name: 'Decision on the document' });
  await decision.getByText('Decided in').waitFor();
  await decision.getByText('Total gross').first().waitFor();
  const asAWhole = decision.getByRole('region', { name: 'As a whole' });
  await asAWhole
    .getByText(/^Where at most \d+ % .*: would (pass|go to a person)\.$/)
    .first()
    .waitFor();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    assert.deepEqual(await barriers(page), []);
  }
  assert.deepEqual(complaints, []);
});

it('tells what it cannot read here, and what to do', async () => {
  const { page, complaints } = browser;
  await decidePdf('notes.pdf', Buffer.from('no PDF at all'));
  await page.getByText('notes.pdf is no PDF').waitFor();
  await page.getByText('Send it to the inbox').waitFor();
  await decidePdf('scan.pdf', sharedFile('invoices-misc/files/invoices-google-docai-google_invoice.pdf'));
  await page.getByText('it looks like a scan').waitFor();
  await decidePdf('broken.pdf', invoicePdf('broken').subarray(0, 200));
  await page.getByText('pdf.broken').waitFor();
  await page.getByRole('textbox', { name: 'Text' }).fill('   ');
  await page.getByRole('button', { name: 'Decide here', exact: true }).click();
  await page.getByText('Write a text first').waitFor();
  assert.deepEqual(complaints, []);
});

it('keeps models and the page itself, and no answer of the service', async () => {
  await pageKept();
  const kept = await browser.page.evaluate(async () => {
    const names = await caches.keys();
    const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return requests.flat().map(({ url }) => new URL(url).pathname);
  });
  assert.ok(kept.includes('/index.html'));
  assert.ok(kept.some((path) => /^\/on-device\/deciding-thread-/.test(path)));
  assert.ok(kept.some((path) => /^\/on-device\/ort-wasm.*\.wasm$/.test(path)));
  const answers = kept.filter(
    (path) => path.startsWith('/v1/') && !/^\/v1\/on-device\/files\/[0-9a-f]{64}$/.test(path),
  );
  assert.deepEqual(answers, []);
});

it('fetches again what the browser has thrown away', async () => {
  const { page } = browser;
  await page.evaluate(async () => {
    const shelf = await caches.open('docket-on-device');
    const [file] = (await shelf.keys()).filter(({ url }) => url.includes('/v1/on-device/files/'));
    if (file) await shelf.delete(file);
  });
  await page.goto(`${address}/on-device`);
  await page
    .getByRole('button', { name: /^Update / })
    .first()
    .waitFor();
  for (const name of ['banking77', 'documents']) {
    const update = page.getByRole('button', { name: new RegExp(`^Update ${name}`) });
    if ((await update.count()) > 0) await update.click();
  }
  await page.getByRole('button', { name: /^Update / }).waitFor({ state: 'detached' });
});

it('decides the same without a network, after the page was opened anew', async () => {
  const { page, context } = browser;
  await pageKept();
  await fixture?.close();
  fixture = null;
  await context.setOffline(true);
  await page.goto(`${address}/on-device`);
  await page.getByText('The service does not answer.').waitFor();
  await decideTicket();
  await decidePdf('invoice.pdf', invoicePdf('here'));
  await page.getByRole('status', { name: 'Decision on the document' }).getByText('Total gross').first().waitFor();
});

it('removes what it kept', async () => {
  const { page } = browser;
  await page.getByRole('button', { name: 'Remove documents' }).click();
  await page.getByRole('button', { name: 'Remove documents' }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Remove banking77' }).click();
  await page.getByText('Nothing is kept on this device.').waitFor();
  await decidePdf('early.pdf', invoicePdf('early'));
  await page.getByText('device.not-kept').waitFor();
  await page.getByText('Keep it on this device first').waitFor();
  const kept = await page.evaluate(async () => (await (await caches.open('docket-on-device')).keys()).length);
  assert.equal(kept, 1, 'what is left says that nothing is kept');
});
