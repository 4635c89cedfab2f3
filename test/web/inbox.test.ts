import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, it } from 'node:test';
import { listCases } from '../../store/cases.ts';
import { recordOutcome } from '../../store/outcomes.ts';
import { type BrowserFixture, openBrowser } from './browser.ts';
import { openPage, type PageFixture } from './page-fixture.ts';
import { samplePath } from './seed-document.ts';
import { seedTicket } from './seed-ticket.ts';

let fixture: PageFixture;
let browser: BrowserFixture;
before(async () => {
  [fixture, browser] = await Promise.all([openPage(), openBrowser()]);
});
after(async () => {
  await browser?.close();
  await fixture?.close();
});

it('says how to sign in where there is no session, and a link signs in', async () => {
  const { page, complaints } = browser;
  await page.goto(fixture.address);
  await page.getByRole('heading', { name: 'Sign in to Docket' }).waitFor();
  assert.equal(new URL(page.url()).pathname, '/signed-out');
  assert.deepEqual(
    complaints.splice(0).map((text) => /status of 401/.test(text)),
    [true],
  );

  await page.goto(await fixture.signInLink());
  await page.getByText('No cases yet').waitFor();
  assert.equal(new URL(page.url()).pathname, '/');
  assert.deepEqual(complaints, []);
});

it('shows how much of a file is sent, and its case as it goes on', async () => {
  const { page, context, complaints } = browser;
  const network = await context.newCDPSession(page);
  await network.send('Network.enable');
  await network.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: 600_000,
  });
  const invoice = await readFile(samplePath);
  const buffer = Buffer.concat([invoice, Buffer.alloc(1_500_000, '\n')]);
  const shares = page.evaluate(async () => {
    const seen = new Set<number>();
    while (!document.querySelector('[data-step="arrived"]')) {
      const bar = document.querySelector('progress');
      if (bar) seen.add(bar.value);
      await new Promise((next) => setTimeout(next, 20));
    }
    return [...seen];
  });
  const chosen = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose files' }).click();
  await (await chosen).setFiles([{ name: 'invoice.pdf', mimeType: 'application/pdf', buffer }]);
  const between = (await shares).filter((share) => share > 0 && share < 1);
  assert.ok(between.length >= 3, `progress went ${between.join(', ')}`);
  assert.deepEqual(
    between,
    between.toSorted((one, other) => one - other),
  );
  await network.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: -1,
  });
  await network.detach();

  const row = page.getByRole('row', { name: /invoice\.pdf/ });
  await row.getByText('Received').waitFor();
  const [item] = (await listCases(fixture.deps.db, { limit: 10 })).items;
  assert.ok(item);
  const message = 'The PDF ends in the middle';
  await recordOutcome(fixture.deps.db, {
    caseId: item.id,
    state: 'rejected',
    outcome: { kind: 'refused', status: 'rejected', reasons: [{ code: 'pdf.broken', message }] },
    actor: 'workflow',
    key: 'refused',
  });
  await row.getByText('Rejected').waitFor();
  await row.getByText(message).waitFor();

  await page.getByRole('link', { name: 'Open case' }).click();
  await page.getByText('Export the PDF again from its source').waitFor();
  await page.getByText('pdf.broken').waitFor();
  assert.deepEqual(complaints, []);
});

it('names what is wrong with a file and what to do, and sends the others', async () => {
  const { page, complaints } = browser;
  await page.goto(fixture.address);
  const dropped = await page.evaluateHandle(() => {
    const data = new DataTransfer();
    data.items.add(new File([], 'empty.pdf'));
    data.items.add(new File(['no invoice at all'], 'notes.docx'));
    data.items.add(new File(['%PDF-1.7 …'], 'good.pdf'));
    return data;
  });
  await page.getByRole('region', { name: 'Send documents' }).dispatchEvent('drop', { dataTransfer: dropped });
  const line = (name: string) => page.getByRole('listitem').filter({ hasText: name });
  await line('good.pdf').getByRole('link', { name: 'Open case' }).waitFor();
  await line('empty.pdf').getByText('file.empty').waitFor();
  await line('empty.pdf').getByText('Send a file that has content.').waitFor();
  await line('notes.docx').getByText('file.unsupported').waitFor();
  assert.deepEqual(
    complaints
      .splice(0)
      .map((text) => /status of (\d+)/.exec(text)?.[1])
      .sort(),
    ['400', '415'],
  );

  await page.getByRole('button', { name: 'Dismiss empty.pdf' }).click();
  await line('empty.pdf').waitFor({ state: 'detached' });
});

it('tries again under the same key, so that a lost answer makes one case', async () => {
  const { page, complaints } = browser;
  const keys: (string | undefined)[] = [];
  await page.route('**/v1/documents', async (route) => {
    keys.push(route.request().headers()['idempotency-key']);
    if (keys.length > 1) return route.continue();
    await route.fetch();
    await route.abort('connectionreset');
  });
  const before = (await listCases(fixture.deps.db, { limit: 100 })).items.length;
  await page
    .getByLabel('Files to send')
    .setInputFiles([{ name: 'twice.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 twice') }]);
  const line = page.getByRole('listitem').filter({ hasText: 'twice.pdf' });
  await line.getByText('unavailable.service').waitFor();
  await line.getByRole('button', { name: 'Try again' }).click();
  await line.getByRole('link', { name: 'Open case' }).waitFor();
  await page.unroute('**/v1/documents');
  assert.equal(keys.length, 2);
  assert.equal(keys[0], keys[1]);
  assert.equal((await listCases(fixture.deps.db, { limit: 100 })).items.length, before + 1);
  complaints.splice(0);
});

it('filters by the address and shows older cases', async () => {
  const { page, complaints } = browser;
  for (let number = 1; number <= 30; number++)
    await seedTicket(fixture.deps.db, { desk: 'banking77', text: `Question ${number} about a fee` }, 0.95);
  await seedTicket(fixture.deps.db, { desk: 'banking77', text: 'Doubtful question' }, 0.4);
  await page.goto(fixture.address);
  await page.getByRole('link', { name: 'In review' }).click();
  await page.getByRole('link', { name: 'Doubtful question' }).waitFor();
  assert.equal(new URL(page.url()).search, '?state=review');
  await page.getByRole('link', { name: 'Question 30' }).waitFor({ state: 'detached' });

  await page.goto(`${fixture.address}/?kind=ticket&state=accepted`);
  await page.getByRole('link', { name: 'Question 30' }).waitFor();
  assert.equal(await page.locator('.cases tbody tr').count(), 25);
  await page.getByRole('button', { name: 'Show older cases' }).click();
  await page.getByRole('link', { name: 'Question 1 about' }).waitFor();
  assert.equal(await page.locator('.cases tbody tr').count(), 30);
  assert.deepEqual(complaints, []);
});
