import assert from 'node:assert/strict';
import { test } from 'node:test';
import { togetherOrSingly } from '../../models/together-or-singly.ts';
import { DocketError } from '../../schemas/errors.ts';
import { judge, retryDelayMs } from '../../workers/inference/job-verdict.ts';
import { JobsInHand } from '../../workers/inference/jobs-in-hand.ts';

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

test('a worker takes many small jobs in hand, and two large ones a thread', () => {
  const small = new JobsInHand(1);
  const large = new JobsInHand(1);
  for (let job = 0; job < 100; job++) {
    small.worked(1 / 32);
    small.ended();
    large.worked(2);
    large.ended();
  }
  assert.equal(small.most, 64);
  assert.equal(large.most, 2);
});
