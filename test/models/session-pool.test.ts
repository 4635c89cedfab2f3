import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
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

test('an unknown provider is a configuration error', () => {
  assert.deepEqual(parseProviders('webgpu, cpu'), ['webgpu', 'cpu']);
  assert.throws(() => parseProviders('cpu,tpu'), { code: 'config.invalid', message: /tpu/ });
});
