import assert from 'node:assert/strict';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { parseProviders } from '../../models/provider-probe.ts';
import { openSessions } from '../../models/session-pool.ts';
import { paddedRows } from '../../models/tensor.ts';
import { fixtureModels } from './fixture-models.ts';

const model = join(fixtureModels, 'desk-tiny/1.0.0/model.onnx');
const feeds = () => ({ input_ids: paddedRows([[2, 7, 3]], 4, 0), attention_mask: paddedRows([[1, 1, 1]], 4, 0) });

test('runs on several threads at once and reports the provider that works here', async () => {
  const sessions = openSessions({ providers: 'cuda,webgpu,cpu', threads: 2 });
  try {
    const results = await Promise.all(Array.from({ length: 6 }, () => sessions.run(model, feeds())));
    for (const { outputs } of results) assert.deepEqual(outputs.logits?.dims, [1, 3]);
    assert.ok(['cuda', 'webgpu', 'cpu'].includes(await sessions.provider()));
  } finally {
    await sessions.close();
  }
});

test('a broken model file fails its own run alone', async () => {
  const sessions = openSessions({ providers: 'cpu', threads: 1 });
  try {
    const broken = sessions.run(join(fixtureModels, 'make_desk_tiny.py'), feeds());
    const sound = sessions.run(model, feeds());
    await assert.rejects(broken, { code: 'model.failed' });
    assert.deepEqual((await sound).outputs.logits?.dims, [1, 3]);
  } finally {
    await sessions.close();
  }
});

test('a pool that closes fails what it was asked, and takes nothing more', async () => {
  const sessions = openSessions({ providers: 'cpu', threads: 1 });
  await sessions.warm(model, 16);
  await Promise.all([assert.rejects(sessions.run(model, feeds()), { code: 'model.failed' }), sessions.close()]);
  await assert.rejects(sessions.run(model, feeds()), { code: 'model.failed', message: /closed/ });
});

test('a pool that closes while its threads load a model ends with the process whole', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'docket-models-'));
  try {
    for (let round = 0; round < 12; round++) {
      const sessions = openSessions({ providers: 'cpu', threads: 2 });
      await sessions.warm(model, 16);
      const copy = join(folder, `${round}.onnx`);
      copyFileSync(model, copy);
      const settled = Promise.allSettled([sessions.warm(copy, 16), sessions.warm(model, 16)]);
      await setTimeout(round % 4);
      await sessions.close();
      await settled;
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('an unknown provider is a configuration error', () => {
  assert.deepEqual(parseProviders('webgpu, cpu'), ['webgpu', 'cpu']);
  assert.throws(() => parseProviders('cpu,tpu'), { code: 'config.invalid', message: /tpu/ });
});
