import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { makeQuick } from '../../../models/desk-training/make-quick.ts';
import { prepareRows, requireRows } from '../../../models/desk-training/prepare-rows.ts';
import type { TrainingProgress } from '../../../models/desk-training/progress.ts';
import { promote, rollBack } from '../../../models/desk-training/promote.ts';
import { sourceOf, trainDesk, userModels } from '../../../models/desk-training/train-desk.ts';
import { openRegistry } from '../../../models/registry.ts';
import { openServedTickets } from '../../../models/served-tickets.ts';
import { openSessions } from '../../../models/session-pool.ts';
import { openTicketSpecialist } from '../../../models/ticket-specialist.ts';
import { csvOf, madeTickets } from './tickets.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'docket-desks-'));
const root = userModels(dataDir);
const sessions = openSessions({ providers: 'cpu', threads: 1 });
const registry = openRegistry({ extraFolders: [root] });
const steps: TrainingProgress[] = [];

function train(rows: { text: string; label: string }[], name = 'front-desk') {
  const bytes = Buffer.from(csvOf(rows));
  const data = requireRows(prepareRows(bytes), 'rows.csv');
  const report = (progress: TrainingProgress) => steps.push(progress);
  const make = makeQuick({ registry, sessions }, report);
  return trainDesk({ dataDir, sessions }, { name, data, source: sourceOf('rows.csv', bytes) }, make, report);
}

let first: Awaited<ReturnType<typeof train>>;
before(async () => {
  first = await train(madeTickets(20, ['card', 'loan', 'refund']));
});
after(async () => {
  await sessions.close();
  rmSync(dataDir, { recursive: true });
});

test('a first version serves, with a report of rows that its judges did not see', () => {
  const { card, report, comparison } = first;
  assert.equal(card.version, '1.0.0');
  assert.equal(comparison, null);
  assert.equal(report.judgedBy, 'cross-fitted');
  assert.equal(report.accuracy.n, 60);
  assert.ok(report.accuracy.value > 0.9, `accuracy ${report.accuracy.value}`);
  assert.ok(report.accuracy.low < report.accuracy.value);
  assert.equal(report.acceptance.threshold, null);
  assert.ok(report.advice.some((sentence) => sentence.includes('Nothing is accepted without a person')));
  assert.equal(registry.card('front-desk').version, '1.0.0');
  assert.deepEqual(readdirSync(join(dataDir, 'training')), [], 'nothing is left beside the registry');
});

test('tells its steps and the time that is left', () => {
  assert.deepEqual([...new Set(steps.map(({ step }) => step))], ['reading the texts', 'training', 'comparing']);
  assert.ok(steps.some(({ secondsLeft }) => secondsLeft !== null));
});

test('its answers name the version and the bytes of the head, alone as among others', async () => {
  const specialist = await openTicketSpecialist(registry, sessions, 'front-desk');
  const texts = ['where is my new card?', 'I would like to borrow some money', 'refund please, the order was broken'];
  const together = await specialist.triage(texts);
  assert.deepEqual(
    together.map(({ label }) => label.label),
    ['card', 'loan', 'refund'],
  );
  assert.equal(together[0]?.label.by.sha256, first.card.files['head.bin']?.sha256);
  for (const [index, text] of texts.entries()) {
    const [alone] = await specialist.triage([text]);
    assert.ok(Math.abs((alone?.label.confidence ?? 0) - (together[index]?.label.confidence ?? 1)) < 1e-6);
  }
});

test('the same rows again do not serve: nothing was learned of which neither knew', async () => {
  const again = await train(madeTickets(20, ['card', 'loan', 'refund']));
  assert.equal(again.card.version, '1.1.0');
  assert.equal(again.comparison?.verdict, 'too-few-rows');
  assert.equal(registry.card('front-desk').version, '1.0.0');
  assert.throws(() => promote(registry, root, 'front-desk', '1.1.0'), { code: 'model.not-better' });
});

test('a version with new labels that is no worse serves, answers without a restart, and is rolled back', async () => {
  const served = await openServedTickets(registry, sessions, 'front-desk');
  const asked = ['I forgot my password and cannot sign in'];
  assert.equal((await served.triage(asked))[0]?.label.by.version, '1.0.0');

  const grown = await train([...madeTickets(20, ['card', 'loan', 'refund']), ...madeTickets(30, undefined, 2)]);
  assert.equal(grown.comparison?.champion, '1.0.0');
  assert.equal(grown.comparison?.rows, 90, 'only new rows, of labels that both know');
  assert.deepEqual(grown.comparison?.newLabels, ['password']);
  assert.equal(grown.comparison?.serves, true, grown.comparison?.sentence);
  const [now] = await served.triage(asked);
  assert.equal(now?.label.label, 'password');
  assert.equal(now?.label.by.version, '1.2.0');

  assert.equal(rollBack(registry, root, 'front-desk').version, '1.0.0');
  assert.equal((await served.triage(asked))[0]?.label.by.version, '1.0.0');
  assert.equal(promote(registry, root, 'front-desk', '1.2.0').history.at(-1)?.why, 'promoted');
  assert.equal(promote(registry, root, 'front-desk', '1.1.0', true).version, '1.1.0');
});

test('a first version has none before it', async () => {
  const { name, version } = (await train(madeTickets(10), 'lonely')).card;
  assert.throws(() => rollBack(registry, root, name), { code: 'model.no-earlier-version' });
  assert.ok(existsSync(join(root, name, version, 'report.json')));
});
