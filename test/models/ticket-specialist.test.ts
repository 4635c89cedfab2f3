import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { listDesks } from '../../models/desks.ts';
import { openRegistry } from '../../models/registry.ts';
import { openSessions } from '../../models/session-pool.ts';
import { openTicketSpecialist } from '../../models/ticket-specialist.ts';
import { fixtureModels } from './fixture-models.ts';

const registry = openRegistry({ extraFolders: [fixtureModels] });
const sessions = openSessions({ providers: 'cpu', threads: 2 });
after(() => sessions.close());

const near = (actual: number, expected: number) =>
  assert.ok(Math.abs(actual - expected) < 1e-6, `${actual} is not ${expected}`);

test('gives the calibrated probability, the alternatives and the energy of known logits', async () => {
  const specialist = await openTicketSpecialist(registry, sessions, 'desk-tiny');
  const [answer] = await specialist.triage(['Lost my card']);
  const exponentials = [6, 0, 1].map((logit) => Math.exp(logit / 2));
  const total = exponentials.reduce((sum, value) => sum + value, 0);
  assert.equal(answer?.label.label, 'card_lost');
  near(answer?.label.confidence ?? 0, (exponentials[0] ?? 0) / total);
  assert.deepEqual(
    answer?.label.alternatives.map(({ label }) => label),
    ['transfer', 'refund'],
  );
  near(answer?.oosScore ?? 0, -Math.log(Math.exp(6) + 1 + Math.exp(1)));
  assert.equal(answer?.outOfScope, false);
  assert.equal(answer?.label.accepted, false, 'confidence 0.88 is below the bound 0.9');
  assert.equal(answer?.label.by.sha256, registry.card('desk-tiny').files['model.onnx']?.sha256);
});

test('accepts by the bound of the label, else by the common one, and never what is out of scope', async () => {
  const specialist = await openTicketSpecialist(registry, sessions, 'desk-tiny');
  const [refund, transfer, unknown] = await specialist.triage(['refund refund', 'transfer send', 'my']);
  assert.deepEqual([refund?.label.label, refund?.label.accepted], ['refund', true]);
  assert.deepEqual([transfer?.label.label, transfer?.label.accepted], ['transfer', false]);
  assert.deepEqual([unknown?.outOfScope, unknown?.label.accepted], [true, false]);
  near(unknown?.oosScore ?? 0, -Math.log(3));
});

test('answers the same alone and among others', async () => {
  const specialist = await openTicketSpecialist(registry, sessions, 'desk-tiny');
  const texts = Array.from({ length: 70 }, (_, index) => ['lost card', 'send money back', 'stolen'][index % 3] ?? '');
  const together = await specialist.triage(texts);
  const alone = await Promise.all(texts.map(async (text) => (await specialist.triage([text]))[0]));
  assert.deepEqual(together, alone);
});

test('cuts a long text, keeps the order, and takes an empty list', async () => {
  const specialist = await openTicketSpecialist(registry, sessions, 'desk-tiny');
  const [long, short] = await specialist.triage([`${'my '.repeat(500)}refund`, 'refund']);
  assert.notEqual(long?.label.confidence, short?.label.confidence);
  assert.equal(short?.label.label, 'refund');
  assert.deepEqual(await specialist.triage([]), []);
});

test("fails with the model's message when a run fails, and goes on with the next", async () => {
  const specialist = await openTicketSpecialist(registry, sessions, 'desk-tiny');
  await assert.rejects(specialist.triage(['poison']), { code: 'model.failed', message: /did not run/ });
  const [answer] = await specialist.triage(['refund']);
  assert.equal(answer?.label.label, 'refund');
});

test('names the desks there are when one is unknown', async () => {
  await assert.rejects(openTicketSpecialist(registry, sessions, 'no-such-desk'), {
    code: 'ticket.unknown-desk',
    message: /desk-tiny/,
  });
  assert.deepEqual(
    listDesks(registry).find(({ name }) => name === 'desk-tiny'),
    { name: 'desk-tiny', labels: ['card_lost', 'refund', 'transfer'], languages: ['en'] },
  );
});
