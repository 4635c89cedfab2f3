import assert from 'node:assert/strict';
import { test } from 'node:test';
import { togetherOrSingly } from '../../models/together-or-singly.ts';
import { DocketError } from '../../schemas/errors.ts';
import { judge, retryDelayMs } from '../../workers/inference/job-verdict.ts';
import { type BatchReport, MicroBatcher } from '../../workers/inference/micro-batcher.ts';

test('a full batch starts at once, the rest after the window, each answer goes to its item', async () => {
  const reports: BatchReport[] = [];
  const batcher = new MicroBatcher<number, number>(
    { size: 3, windowMs: 10, parallel: 2 },
    async (items) => items.map((item) => item * 10),
    (report) => reports.push(report),
  );
  const answers = await Promise.all([1, 2, 3, 4].map((item) => batcher.submit(item)));
  assert.deepEqual(answers, [10, 20, 30, 40]);
  assert.deepEqual(
    reports.map(({ size }) => size),
    [3, 1],
  );
});

test('while a batch runs, the others gather into the next', async () => {
  const sizes: number[] = [];
  let release = () => {};
  const blocked = new Promise<void>((resolve) => {
    release = resolve;
  });
  const batcher = new MicroBatcher<number, number>({ size: 8, windowMs: 0, parallel: 1 }, async (items) => {
    sizes.push(items.length);
    if (sizes.length === 1) await blocked;
    return [...items];
  });
  const first = batcher.submit(1);
  const others = [2, 3, 4, 5].map((item) => batcher.submit(item));
  release();
  assert.deepEqual(await Promise.all([first, ...others]), [1, 2, 3, 4, 5]);
  assert.deepEqual(sizes, [1, 4]);
});

test('one poisoned item fails alone', async () => {
  const calls: number[] = [];
  const answers = await togetherOrSingly([1, 2, 3], async (items) => {
    calls.push(items.length);
    if (items.includes(2)) throw new Error('bad input');
    return [...items];
  });
  assert.deepEqual(calls, [3, 1, 1, 1]);
  assert.equal(answers[0], 1);
  assert.ok(answers[1] instanceof DocketError && answers[1].code === 'model.failed');
  assert.equal(answers[2], 3);
});

test('what trying again cannot help is final, a failing model after some runs, a service that is away never', () => {
  assert.equal(judge(new DocketError('reading.no-text', 'no words'), 1).kind, 'final');
  assert.equal(judge(new DocketError('model.failed', 'no'), 1).kind, 'again');
  assert.equal(judge(new DocketError('model.failed', 'no'), 3).kind, 'final');
  assert.equal(judge(new DocketError('unavailable.temporal', 'away'), 99).kind, 'again');
  assert.equal(judge(new Error('connect ECONNREFUSED'), 99).kind, 'again');
  assert.deepEqual([1, 2, 7, 500].map(retryDelayMs), [500, 1000, 30_000, 30_000]);
});
