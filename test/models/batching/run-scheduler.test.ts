import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { BatchReport } from '../../../models/batching/run-scheduler.ts';
import { openSessions, type SessionPool } from '../../../models/session-pool.ts';
import { paddedRows } from '../../../models/tensor.ts';
import type { Urgency } from '../../../schemas/queues.ts';
import { fixtureModels } from '../fixture-models.ts';

const model = join(fixtureModels, 'desk-tiny/1.0.0/model.onnx');
/** Made by make_desk_tiny.py: a token at which the model fails. */
const POISON = 14;
const pools: SessionPool[] = [];
after(() => Promise.all(pools.map((pool) => pool.close())));

/** A pool of one thread that is busy until `release`, so that what comes meanwhile is chosen from together. */
async function busyPool(limits = { maxRows: 4, maxTokens: 4096 }) {
  const batches: BatchReport[] = [];
  const pool = openSessions({ providers: 'cpu', threads: 1, limits, onBatch: (batch) => batches.push(batch) });
  pools.push(pool);
  await pool.warm(model, 16);
  return { pool, batches };
}

const feeds = (rows: number, width = 4, token = 7) => {
  const ids = Array.from({ length: rows }, () => [2, token, 3]);
  const masks = ids.map(() => [1, 1, 1]);
  return { input_ids: paddedRows(ids, width, 0), attention_mask: paddedRows(masks, width, 0) };
};
const ask = (pool: SessionPool, flow: string, urgency: Urgency, rows = 1, width = 4) =>
  pool.lane({ flow, urgency }).run(model, feeds(rows, width));
const flowsOf = (batches: readonly BatchReport[]) =>
  batches.map(({ parts }) => parts.map(({ flow }) => flow).join('+'));

test('runs of one shape that wait together share a batch, others have their own; each gets its own rows', async () => {
  const { pool, batches } = await busyPool();
  const tokens = [7, 8, 9];
  const alone = [];
  for (const token of tokens) alone.push((await pool.run(model, feeds(1, 4, token))).outputs.logits?.data);
  batches.length = 0;
  const [wide, ...shared] = await Promise.all([
    pool.run(model, feeds(1, 8)),
    ...tokens.map((token) => pool.run(model, feeds(1, 4, token))),
  ]);
  assert.deepEqual(
    shared.map(({ outputs }) => outputs.logits?.data),
    alone,
  );
  assert.deepEqual(wide?.outputs.logits?.dims, [1, 3]);
  assert.deepEqual(batches.map(({ rows }) => rows).sort(), [1, 3]);
});

test('a batch keeps to its rows and its tokens', async () => {
  const byRows = await busyPool({ maxRows: 3, maxTokens: 4096 });
  await Promise.all(Array.from({ length: 7 }, () => ask(byRows.pool, 'desk', 'bulk')));
  assert.ok(Math.max(...byRows.batches.map(({ rows }) => rows)) <= 3);
  const byTokens = await busyPool({ maxRows: 100, maxTokens: 8 });
  await Promise.all(Array.from({ length: 7 }, () => ask(byTokens.pool, 'desk', 'bulk')));
  assert.ok(Math.max(...byTokens.batches.map(({ tokens }) => tokens)) <= 8);
});

test('what is interactive goes first, and never in a batch with bulk', async () => {
  const { pool, batches } = await busyPool();
  const bulk = Array.from({ length: 12 }, () => ask(pool, 'bulk', 'bulk'));
  await Promise.all([...bulk, ask(pool, 'case', 'interactive')]);
  assert.equal(flowsOf(batches)[0], 'case');
  assert.equal(batches.length, 4);
});

test('a desk with much to do does not keep another from its share', async () => {
  const { pool, batches } = await busyPool({ maxRows: 1, maxTokens: 4096 });
  const many = Array.from({ length: 40 }, () => ask(pool, 'many', 'bulk'));
  const few = Array.from({ length: 4 }, () => ask(pool, 'few', 'bulk', 1, 5));
  await Promise.all([...many, ...few]);
  assert.ok(flowsOf(batches).lastIndexOf('few') < 20, flowsOf(batches).join(' '));
});

test('a small call overtakes a large one of its desk', async () => {
  const { pool, batches } = await busyPool({ maxRows: 1, maxTokens: 4096 });
  const large = pool.lane({ flow: 'invoice' });
  const pages = Array.from({ length: 30 }, () => large.run(model, feeds(1, 16)));
  await Promise.all([...pages, pool.lane({ flow: 'invoice' }).run(model, feeds(1, 4))]);
  const at = batches.findIndex(({ tokens }) => tokens === 4);
  assert.ok(at >= 0 && at < 5, `the small one ran as number ${at + 1}`);
});

test('a bad row fails its own run alone', async () => {
  const { pool } = await busyPool();
  const results = await Promise.allSettled([
    pool.run(model, feeds(1)),
    pool.run(model, feeds(1, 4, POISON)),
    pool.run(model, feeds(1)),
  ]);
  assert.deepEqual(
    results.map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled'],
  );
  const [, bad] = results;
  assert.equal(bad?.status === 'rejected' && bad.reason.code, 'model.failed');
});

test('an unloaded model is loaded again by its next run', async () => {
  const { pool } = await busyPool();
  await Promise.all([ask(pool, 'desk', 'bulk'), pool.unload(model)]);
  assert.deepEqual((await ask(pool, 'desk', 'bulk')).outputs.logits?.dims, [1, 3]);
});
