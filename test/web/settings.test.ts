import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { installedModels } from '../../api/installed-models.ts';
import { newWatch } from '../../schemas/error-watch.ts';
import { packageRoot } from '../../schemas/package-root.ts';
import { findApiKey, listApiKeys } from '../../store/keys.ts';
import { policyOf } from '../../store/policies.ts';
import { deskPolicies } from '../../store/tables.ts';
import { listSubscriptions } from '../../store/webhooks.ts';
import { documentBounds } from '../workflows/document-bounds.ts';
import { type BrowserFixture, openBrowser } from './browser.ts';
import { openPage, type PageFixture } from './page-fixture.ts';

let fixture: PageFixture;
let browser: BrowserFixture;
before(async () => {
  const [card] = installedModels([join(packageRoot, 'models', 'weights')]).filter(({ name }) => name === 'invoice');
  assert.ok(card);
  [fixture, browser] = await Promise.all([openPage({ models: () => [{ ...card, documentBounds }] }), openBrowser()]);
  await browser.page.goto(await fixture.signInLink());
  await browser.page.getByRole('link', { name: 'Settings' }).click();
});
after(async () => {
  await browser?.close();
  await fixture?.close();
});

it('makes a key that works, shows it once, and revokes it', async () => {
  const { page, complaints } = browser;
  const keys = page.getByRole('region', { name: 'API keys' });
  await keys.getByLabel('Name of the new key').fill('Accounting');
  await keys.getByLabel('Send and review').uncheck();
  await keys.getByRole('button', { name: 'Make key' }).click();
  const secret = await keys.locator('.once-shown code').textContent();
  const found = await findApiKey(fixture.deps.db, secret ?? '');
  assert.equal(found?.name, 'Accounting');
  assert.deepEqual(found?.scopes, ['read']);
  await page.reload();
  await keys.getByText('Accounting').waitFor();
  assert.equal(await keys.locator('.once-shown').count(), 0);
  await keys.getByRole('button', { name: 'Revoke Accounting' }).click();
  await keys.getByText('Accounting').waitFor({ state: 'detached' });
  assert.deepEqual(await listApiKeys(fixture.deps.db), []);
  assert.deepEqual(complaints, []);
});

it('adds a webhook, says what is wrong with a private address, and removes it', async () => {
  const { page, complaints } = browser;
  const webhooks = page.getByRole('region', { name: 'Webhooks' });
  await webhooks.getByLabel('Address to tell').fill('http://127.0.0.1:9/hook');
  await webhooks.getByRole('button', { name: 'Add webhook' }).click();
  await webhooks.getByText('webhook.address').waitFor();
  assert.match(complaints.splice(0).join(), /status of 422/);

  await webhooks.getByLabel('Address to tell').fill('https://example.com/docket');
  await webhooks.getByRole('button', { name: 'Add webhook' }).click();
  await webhooks.getByText('whsec_').waitFor();
  assert.deepEqual(
    (await listSubscriptions(fixture.deps.db)).map(({ url }) => url),
    ['https://example.com/docket'],
  );
  await webhooks.getByRole('button', { name: 'Remove https://example.com/docket' }).click();
  await webhooks.getByRole('button', { name: /Remove/ }).waitFor({ state: 'detached' });
  assert.deepEqual(await listSubscriptions(fixture.deps.db), []);
  assert.deepEqual(complaints, []);
});

it('chooses for a desk and field by field what passes without a person', async () => {
  const { page, complaints } = browser;
  const { db } = fixture.deps;
  const desk = page.getByRole('region', { name: 'What passes without a person' }).locator('.policy-row').nth(1);
  await desk.getByLabel('What of banking77 passes without a person').selectOption('never');
  await desk.getByText('Field by field').click();
  const priority = desk.getByLabel('What of priority of banking77 passes');
  assert.equal(await priority.getByText('what the bound vouches for').count(), 0, 'a priority has no bound');
  await priority.selectOption('automate');
  await desk.getByText('1 otherwise').waitFor();
  await desk.getByLabel('What of intent of banking77 passes').selectOption('what the bound vouches for');
  await desk.getByText('2 otherwise').waitFor();
  await desk.getByLabel('Share of banking77 drawn').selectOption('0.1');
  await page.waitForFunction(() => document.querySelectorAll('.policy-row select:disabled').length === 0);
  const { automation, fields, secondLooks } = await policyOf(db, 'banking77');
  assert.deepEqual(
    { automation, fields, secondLooks },
    { automation: 'never', fields: { priority: 'always', intent: 'confident' }, secondLooks: 0.1 },
  );
  await priority.selectOption('as the desk');
  await desk.getByText('1 otherwise').waitFor();
  assert.deepEqual(complaints, []);
});

it('holds documents to a bound as a whole, and says how many of them pass', async () => {
  const { page, complaints } = browser;
  const { db } = fixture.deps;
  const documents = page.getByRole('region', { name: 'What passes without a person' }).locator('.policy-row').first();
  const choice = documents.getByLabel('Whole documents');
  await documents.getByText('Each value is held to its own bound').waitFor();
  assert.deepEqual(await choice.locator('option').allTextContents(), [
    'no bound of their own',
    'at most 5 % of them wrong, 40 % pass by themselves',
  ]);
  await choice.selectOption('0.05');
  await documents.getByText('at most 5 % of the documents that pass hold a wrong value').waitFor();
  await documents.getByText('Within the same bound 60 % would pass').waitFor();
  assert.equal((await policyOf(db, 'documents')).documentBound, 0.05);
  await documents.getByLabel('Share of documents drawn').selectOption('0.1');
  await page.waitForFunction(() => document.querySelectorAll('.policy-row select:disabled').length === 0);
  assert.deepEqual(
    [(await policyOf(db, 'documents')).documentBound, (await policyOf(db, 'documents')).secondLooks],
    [0.05, 0.1],
    'another choice leaves it as it is',
  );
  await db
    .update(deskPolicies)
    .set({ documentWatch: { ...newWatch, looked: 9, errors: 4 }, documentAlarmAt: new Date() });
  await page.reload();
  await documents.getByText('a wrong value in 4 of 9 documents').waitFor();
  await documents.getByRole('button', { name: 'Clear the alarm over whole documents' }).click();
  await documents.getByText('a wrong value in').waitFor({ state: 'detached' });
  await choice.selectOption('no bound of their own');
  await documents.getByText('Each value is held to its own bound').waitFor();
  assert.equal((await policyOf(db, 'documents')).documentBound, undefined);
  assert.deepEqual(complaints, []);
});

it('signs out, and leaves no model on the device', async () => {
  const { page, complaints } = browser;
  await page.evaluate(async () => (await caches.open('docket-on-device')).put('/kept', new Response('a model')));
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in to Docket' }).waitFor();
  assert.equal(await page.evaluate(() => caches.has('docket-on-device')), false, 'models are removed from the device');
  complaints.splice(0);
  await page.goto(fixture.address);
  await page.getByRole('heading', { name: 'Sign in to Docket' }).waitFor();
});
