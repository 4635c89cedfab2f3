import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { openDeskTrials } from '../../models/desk-trial/desk-trials.ts';
import { openRegistry } from '../../models/registry.ts';
import { openSessions } from '../../models/session-pool.ts';
import { openTicketSpecialist } from '../../models/ticket-specialist.ts';

const registry = openRegistry();
const sessions = openSessions({ providers: 'cpu', threads: 1 });
const dataDir = await mkdtemp(join(tmpdir(), 'docket-trials-'));
const trials = openDeskTrials(dataDir);
after(async () => {
  await Promise.all([sessions.close(), trials.close()]);
  await rm(dataDir, { recursive: true });
});

const text = 'Hello there, why was I charged a fee for my cash withdrawal?';
const label = 'cash_withdrawal_charge';

test('names the words without which a label loses, each by what it loses', async () => {
  const specialist = await openTicketSpecialist(registry, sessions, 'banking77');
  const [said] = await specialist.triage([text]);
  assert.equal(said?.label.label, label);
  const [reason] = await specialist.reasons(text, [label]);
  assert.ok(Math.abs((reason?.confidence ?? 0) - (said?.label.confidence ?? 1)) < 1e-6);
  const words = reason?.words ?? [];
  assert.ok(words.length > 0 && words.length <= 5);
  const named = words.map((word) => word.text);
  assert.ok(named.includes('withdrawal') || named.includes('cash'), named.join());
  assert.ok(!named.includes('Hello'), named.join());
  for (const word of words) assert.equal(text.slice(word.start, word.end), word.text);

  const [heaviest] = words;
  assert.ok(heaviest);
  const rest = `${text.slice(0, heaviest.start)}${text.slice(heaviest.end + 1)}`;
  const [without] = await specialist.triage([rest]);
  const all = [without?.label, ...(without?.label.alternatives ?? [])];
  const left = all.find((score) => score?.label === label)?.confidence ?? 0;
  const odds = (share: number) => share / (1 - share);
  const factor = odds(said?.label.confidence ?? 0) / odds(left);
  assert.ok(Math.abs(Math.log(factor / heaviest.factor)) < 0.1, `${factor} is not ${heaviest.factor}`);
});

test('a long ticket is left out some words at a time, and an unknown label is left out', async () => {
  const specialist = await openTicketSpecialist(registry, sessions, 'banking77');
  const long = `${text} ${'Thank you very much and have a nice day. '.repeat(40)}`;
  const reasons = await specialist.reasons(long, [label, 'no_such_label']);
  assert.deepEqual(
    reasons.map((reason) => reason.label),
    [label],
  );
  for (const word of reasons[0]?.words ?? []) assert.equal(long.slice(word.start, word.end), word.text);
});

test('a process of its own says the same, opens a version once, and fails with the code of what is wrong', async () => {
  const specialist = await openTicketSpecialist(registry, sessions, 'banking77');
  const [trial, reasons] = await Promise.all([
    trials.triage('banking77', [text, 'My card was stolen']),
    trials.reasons('banking77', text, [label]),
  ]);
  const own = await specialist.triage([text, 'My card was stolen']);
  assert.deepEqual(
    trial.triages.map((one) => one.label.label),
    own.map((one) => one.label.label),
  );
  assert.equal(trial.by.sha256, specialist.producer.sha256);
  assert.equal(trial.thresholds['*']?.alpha, 0.02);
  assert.equal(reasons.labels[0]?.label, label);
  await assert.rejects(trials.triage('no-desk', ['x']), { code: 'ticket.unknown-desk' });
  await assert.rejects(trials.triage('banking77', ['x'], '9.9.9'), { code: 'model.unknown' });
  await assert.rejects(trials.triage('invoice', ['x']), { code: 'ticket.unknown-desk' });
});
