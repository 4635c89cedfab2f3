import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { installedModels } from '../../api/installed-models.ts';
import { onDevicePackages } from '../../api/on-device-packages.ts';
import { startThread } from '../../bench/edge/asked-thread.ts';
import { openRegistry } from '../../models/registry.ts';
import { openSessions } from '../../models/session-pool.ts';
import { openTicketSpecialist } from '../../models/ticket-specialist.ts';
import { fixtureModels } from '../models/fixture-models.ts';
import { type BrowserFixture, openBrowser } from './browser.ts';
import { openPage, type PageFixture } from './page-fixture.ts';

const DESK = 'desk-tiny';
const TEXTS = ['I lost my card', 'refund please', 'where is the transfer'];
const CLOSE = 1e-3;

const sessions = openSessions({ providers: 'cpu', threads: 1 });
let fixture: PageFixture;
let browser: BrowserFixture;
before(async () => {
  const models = () => installedModels([fixtureModels]);
  [fixture, browser] = await Promise.all([
    openPage({ models, onDevice: onDevicePackages([fixtureModels], models) }),
    openBrowser({ webgpu: true }),
  ]);
  await browser.page.goto(await fixture.signInLink());
});
after(async () => {
  await browser?.close();
  await fixture?.close();
  await sessions.close();
});

it('tries WebGPU with the first inputs, holds it against the processor, and decides the same', async () => {
  const { page } = browser;
  await page.goto(`${fixture.address}/about`);
  const thread = await startThread(page, fixture.deps.webFolder ?? '');
  const served = fixture.deps.onDevice.list();
  const before = (await thread.ask('look', { served })).answer;
  assert.ok(before.engine.graphics, 'this Chromium has a WebGPU adapter');
  await thread.ask('keep', { name: DESK, served });
  const specialist = await openTicketSpecialist(openRegistry({ extraFolders: [fixtureModels] }), sessions, DESK);
  for (const [index, expected] of (await specialist.triage(TEXTS)).entries()) {
    const { result } = (await thread.ask('ticket', { desk: DESK, text: TEXTS[index] ?? '' })).answer;
    assert.equal(result.intent.label, expected.label.label);
    assert.ok(Math.abs(result.intent.confidence - expected.label.confidence) < CLOSE);
  }
  const { trials } = (await thread.ask('look', { served })).answer.engine;
  assert.equal(trials.length, 1);
  const [trial] = trials;
  assert.ok(trial && trial.furthest < CLOSE, `WebGPU and the processor differ by ${trial?.furthest}`);
  assert.ok(Number.isFinite(trial.graphicsMs));
});
