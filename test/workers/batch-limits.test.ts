import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openRegistry } from '../../models/registry.ts';
import { openSessions } from '../../models/session-pool.ts';
import { findBatchLimits } from '../../workers/inference/batch-limits.ts';

test('the search runs with a shipped model on the provider that is here, and keeps to its rows', async () => {
  const sessions = openSessions({ providers: 'cuda,webgpu,cpu', threads: 1 });
  try {
    const { model } = openRegistry().files('customer-care');
    const { maxTokens, maxRows } = await findBatchLimits(sessions, model, 64, { mostRows: 8, mostMs: 10_000 });
    assert.ok([1, 2, 4, 8].includes(maxTokens / 64), `${maxTokens} tokens`);
    assert.equal(maxRows, maxTokens / 16);
  } finally {
    await sessions.close();
  }
});
