import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { Webhook } from 'standardwebhooks';
import { z } from 'zod';
import { caseDetail, caseSummary } from '../../schemas/case.ts';
import { regionReading } from '../../schemas/region.ts';
import { serviceFile } from '../../schemas/service-file.ts';
import { webhookEvent } from '../../schemas/webhook.ts';
import { wordsDocument } from '../../schemas/words.ts';
import { ServiceUnderTest } from '../deploy/service-under-test.ts';
import { type BrowserFixture, openBrowser } from './browser.ts';

/** Milliseconds for models to load and read on a busy machine. */
const PATIENCE_MS = 180_000;
const data = join(import.meta.dirname, '../../../shared/data');
const invoice = join(data, 'invoices-invoice2data/files/coolblue1.pdf');
const receipt = join(data, 'receipts-sroie/img/X00016469612.jpg');

interface Delivered {
  headers: IncomingHttpHeaders;
  body: string;
}

let dataDir: string;
let service: ServiceUnderTest;
let browser: BrowserFixture;
let signIn: URL;
const delivered: Delivered[] = [];
const receiver = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += chunk;
  delivered.push({ headers: request.headers, body });
  response.writeHead(204).end();
});

before(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'docket-delivery-'));
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  service = new ServiceUnderTest(dataDir, { env: { DOCKET_WEBHOOK_ALLOW_PRIVATE: 'true' } });
  browser = await openBrowser();
  signIn = await service.ready();
});
after(async () => {
  await browser?.close();
  await service?.end('SIGTERM');
  receiver.closeAllConnections();
  receiver.close();
  await rm(dataDir, { recursive: true, force: true });
});

/** A request to the service with the key that its start wrote. */
async function ask<T>(path: string, contract: z.ZodType<T>, body?: object | FormData): Promise<T> {
  const { url, key } = serviceFile.parse(JSON.parse(await readFile(join(dataDir, 'service.json'), 'utf8')));
  const isForm = body instanceof FormData;
  const answer = await fetch(`${url}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${key}`, ...(body && !isForm && { 'content-type': 'application/json' }) },
    ...(body && { body: isForm ? body : JSON.stringify(body) }),
  });
  assert.ok(answer.ok, `${path} answered ${answer.status}: ${await answer.clone().text()}`);
  return contract.parse(await answer.json());
}

async function until<T>(look: () => Promise<T | undefined>, what: string): Promise<T> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    assert.ok(Date.now() < deadline, `${what} never came`);
    await new Promise((next) => setTimeout(next, 200));
  }
}

/** What has the focus: its name for those who do not see it, else its text. */
const focusedName = () =>
  browser.page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement)) return '';
    const isInput = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;
    const label = isInput ? element.labels?.[0]?.textContent : null;
    return (element.getAttribute('aria-label') ?? label ?? element.textContent ?? '').trim();
  });

async function tabTo(name: RegExp): Promise<void> {
  for (let stops = 0; stops < 60; stops += 1) {
    if (name.test(await focusedName())) return;
    await browser.page.keyboard.press('Tab');
  }
  assert.fail(`Tab never came to ${name}`);
}

it('goes by the keyboard alone from the upload of an invoice to the signed delivery of a corrected value', async () => {
  const { page, complaints } = browser;
  const { port } = receiver.address() as AddressInfo;
  const { secret } = await ask('/v1/webhooks', z.object({ secret: z.string() }), {
    url: `http://127.0.0.1:${port}/docket`,
    events: ['case.accepted'],
  });
  await page.goto(signIn.href);
  await page.getByText('No cases yet').waitFor();

  const chosen = page.waitForEvent('filechooser');
  await tabTo(/^Choose files$/);
  await page.keyboard.press('Enter');
  await (await chosen).setFiles(invoice);
  await page.getByRole('link', { name: 'Open case' }).waitFor();
  await tabTo(/^Open case$/);
  await page.keyboard.press('Enter');
  await page.locator('.case-title').getByText('In review').waitFor({ timeout: PATIENCE_MS });
  await page.getByRole('heading', { name: 'To check' }).waitFor();
  const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';

  const doubtful = await page.locator('[data-doubt="true"]').count();
  assert.ok(doubtful >= 2, `only ${doubtful} values are in doubt`);
  await page.keyboard.press('Alt+N');
  const corrected = await page.evaluate(() =>
    document.activeElement?.closest('[data-path]')?.getAttribute('data-path'),
  );
  assert.ok(corrected);
  const right = /date/i.test(corrected) ? '2018-02-28' : '717.00';
  await page.keyboard.type(right);
  const walked = [await focusedName()];
  for (;;) {
    await page.keyboard.press('Enter');
    const name = await focusedName();
    if (name.startsWith('Approve')) break;
    assert.equal(walked.includes(name), false, `${name} is asked twice`);
    walked.push(name);
    assert.ok(walked.length <= doubtful, walked.join(', '));
  }
  assert.equal(walked.length, doubtful);
  assert.equal(await focusedName(), 'Approve with 1 change');
  await page.keyboard.press('Enter');
  assert.equal(await focusedName(), 'Signed by');
  await page.keyboard.type('Ada Reviewer');
  await page.getByText(`${doubtful} of ${doubtful} checked`).waitFor();
  await page.keyboard.press('Control+Enter');
  await page.locator('.case-title').getByText('Accepted').waitFor({ timeout: PATIENCE_MS });

  const { headers, body } = await until(async () => delivered[0], 'the delivery');
  new Webhook(secret).verify(body, {
    'webhook-id': String(headers['webhook-id']),
    'webhook-timestamp': String(headers['webhook-timestamp']),
    'webhook-signature': String(headers['webhook-signature']),
  });
  const event = webhookEvent.parse(JSON.parse(body));
  assert.deepEqual([event.type, event.data.case.id, event.data.case.state], ['case.accepted', id, 'accepted']);
  assert.equal(event.data.values?.[corrected], right);
  assert.equal(event.data.values?.invoiceNumber, '993548900');
  const { outcome } = await ask(`/v1/cases/${id}`, caseDetail);
  assert.ok(outcome?.kind === 'document');
  const evidence = new Map(Object.entries(outcome.result.fields)).get(corrected);
  assert.deepEqual([evidence?.value, evidence?.source, evidence?.by.name], [right, 'human', 'Ada Reviewer']);
  assert.deepEqual(complaints, []);
});

it('has a box on a photo read by a worker', async () => {
  const form = new FormData();
  form.set('file', new Blob([await readFile(receipt)], { type: 'image/jpeg' }), 'receipt.jpg');
  const sent = await ask('/v1/documents', z.object({ items: z.array(caseSummary) }), form);
  const id = sent.items[0]?.id ?? '';
  await until(async () => {
    const { state } = await ask(`/v1/cases/${id}`, caseSummary);
    return ['review', 'accepted', 'rejected'].includes(state) ? state : undefined;
  }, 'a decision');
  const { pages } = await ask(`/v1/cases/${id}/words`, wordsDocument);
  const amount = pages[0]?.words.find(({ text }) => /^\d+\.\d\d$/.test(text));
  assert.ok(amount);
  const [x0, y0, x1, y1] = amount.box;
  const box = [x0 - 4, y0 - 4, x1 + 4, y1 + 4];
  const read = await ask(`/v1/cases/${id}/pages/0/read`, regionReading, { box });
  assert.deepEqual([read.text, read.source], [amount.text, 'ocr']);
});
