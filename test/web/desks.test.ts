import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { installedModels } from '../../api/installed-models.ts';
import { openDeskOffice } from '../../models/desk-office.ts';
import { csvOf, madeTickets } from '../models/desk-training/tickets.ts';
import { type BrowserFixture, openBrowser } from './browser.ts';
import { openPage, type PageFixture } from './page-fixture.ts';

/** Training runs behind other work, and tests run beside it. */
const TRAINING_MS = 600_000;

let dataDir: string;
let fixture: PageFixture;
let browser: BrowserFixture;
before(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'docket-page-desks-'));
  const desks = () =>
    installedModels([join(dataDir, 'models')]).map(({ name, labels, language }) => ({
      name,
      labels,
      languages: language,
    }));
  [fixture, browser] = await Promise.all([openPage({ office: openDeskOffice(dataDir), desks }), openBrowser()]);
  await browser.page.goto(await fixture.signInLink());
  await browser.page.getByRole('link', { name: 'Desks' }).click();
});
after(async () => {
  await browser?.close();
  await fixture?.close();
  await rm(dataDir, { recursive: true, force: true });
});

async function train(rows: string): Promise<void> {
  const form = browser.page.getByRole('form', { name: 'Train a desk' });
  const file = { name: 'ours.csv', mimeType: 'text/csv', buffer: Buffer.from(rows) };
  await form.getByLabel('Table with the columns text and label (CSV)').setInputFiles(file);
  await form.getByLabel('Name of the desk').fill('front-desk');
  await form.getByRole('button', { name: 'Train' }).click();
}

it('names the rows to correct', async () => {
  const { page, complaints } = browser;
  await train(`${csvOf(madeTickets(6))}\n"only one",rare`);
  const training = page.getByRole('region', { name: 'Training of front-desk' });
  await training.getByText('Rows to correct').waitFor({ timeout: TRAINING_MS });
  await training.getByText('label "rare" has 1 text').waitFor();
  await training.getByText('line 26:').waitFor();
  assert.deepEqual(complaints, []);
});

it('trains a desk, shows what it is worth, and lets an older version serve again', async () => {
  const { page, complaints } = browser;
  await train(csvOf(madeTickets(6)));
  const trained = page.getByRole('region', { name: 'Training of front-desk' }).first();
  await trained.getByText('1.0.0 is the first version and serves.').waitFor({ timeout: TRAINING_MS });
  await trained.getByText('TF-IDF + linear SVM').waitFor();
  const desk = page.getByRole('region', { name: 'Desk front-desk' });
  await desk.getByText('serves', { exact: true }).waitFor();
  await desk.getByText('How sure is it of a sample?').click();
  const preview = desk.getByRole('form', { name: 'Preview of front-desk' });
  await preview.getByRole('button', { name: 'Preview of the last 100 tickets' }).click();
  await preview.getByText('No case came yet').waitFor();
  await preview.getByLabel('Texts to try').fill(`${madeTickets(2)[0]?.text}\n\nzzz qqq`);
  await preview.getByRole('button', { name: 'Preview of 2 texts' }).click();
  await preview.getByText('2 texts, by front-desk 1.0.0').waitFor({ timeout: TRAINING_MS });
  assert.match((await preview.getByRole('row', { name: /^High/ }).textContent()) ?? '', /30 %$/);
  assert.match((await preview.getByRole('row', { name: /^Medium/ }).textContent()) ?? '', /60 %$/);

  await train(csvOf([...madeTickets(6), ...madeTickets(6, undefined, 2)]));
  await desk.getByText(/^Only 24 row\(s\)/).waitFor({ timeout: TRAINING_MS });
  await desk.getByRole('button', { name: 'Let front-desk 1.1.0 serve' }).click();
  await desk.getByText('model.not-better').waitFor();
  assert.match(complaints.splice(0).join(), /status of 409/);
  await desk.getByRole('button', { name: 'Let 1.1.0 serve all the same' }).click();
  await desk.getByRole('button', { name: 'Let front-desk 1.0.0 serve' }).waitFor();
  await desk.getByRole('button', { name: 'Roll back' }).click();
  await desk.getByRole('button', { name: 'Let front-desk 1.1.0 serve' }).waitFor();
  assert.deepEqual(complaints, []);
});
