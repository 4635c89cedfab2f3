import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Arrivals } from '../../../models/batching/arrivals.ts';
import { RunCost } from '../../../models/batching/run-cost.ts';
import { searchBatchSize } from '../../../models/batching/search-batch-size.ts';
import { isWorthWaiting } from '../../../models/batching/worth-waiting.ts';

test('the cost of a run is told from runs of several sizes, and follows when it changes', () => {
  const cost = new RunCost();
  assert.ok(cost.expect(100) > cost.expect(10));
  const runs = (fixed: number, slope: number) => {
    for (let run = 0; run < 200; run++) cost.learn(16 * (1 + (run % 5)), fixed + slope * 16 * (1 + (run % 5)));
  };
  runs(2, 0.1);
  assert.ok(Math.abs(cost.fixedMs - 2) < 0.01 && Math.abs(cost.msPerToken - 0.1) < 0.001);
  runs(8, 0.01);
  assert.ok(Math.abs(cost.expect(1000) - 18) < 0.5, String(cost.expect(1000)));
});

test('runs of one size alone say nothing of what is fixed', () => {
  const cost = new RunCost();
  for (let run = 0; run < 20; run++) cost.learn(64, 8);
  assert.equal(cost.fixedMs, 0);
  assert.equal(cost.expect(128), 16);
});

test('the gap between arrivals follows their rate, and grows with silence', () => {
  const arrivals = new Arrivals();
  assert.equal(arrivals.gapMs(0), Number.POSITIVE_INFINITY);
  for (let at = 0; at <= 1000; at += 10) arrivals.note(at);
  assert.ok(Math.abs(arrivals.gapMs(1000) - 10) < 1e-6);
  assert.equal(arrivals.gapMs(6000), 5000);
});

test('waiting for one more pays by the mean answer time, as a simulation of both choices says', () => {
  for (const waiting of [1, 2, 5]) {
    for (const gap of [0.1, 1, 3, 10]) {
      for (const fixed of [0, 2, 10, 40]) {
        for (const each of [0.05, 1, 5]) {
          const now = fixed + waiting * each;
          const startNow = waiting * now + Math.max(now - gap, 0) + fixed + each;
          const wait = gap + fixed + (waiting + 1) * each;
          const startLater = waiting * wait + wait - gap;
          if (gap > now) continue;
          assert.equal(isWorthWaiting(waiting, gap, fixed, each), startLater < startNow - 1e-9);
        }
      }
    }
  }
  assert.equal(isWorthWaiting(1, Number.POSITIVE_INFINITY, 40, 1), false);
});

/** A processor that is filled by `full` rows: time is flat up to there and grows in proportion from there on. */
const flatThenLinear = (full: number, ms: number, memory = Number.POSITIVE_INFINITY) => {
  const asked: number[] = [];
  const measure = async (rows: number) => {
    asked.push(rows);
    if (rows > memory) throw new Error('out of memory');
    return ms * Math.max(1, rows / full);
  };
  return { measure, asked };
};

test('the search finds the size from which throughput no longer grows', async () => {
  const { measure, asked } = flatThenLinear(32, 10);
  assert.equal(await searchBatchSize({ measure, mostRows: 256, mostMs: 1000 }), 32);
  assert.equal(Math.max(...asked), 64);
});

test('the search keeps to the time, the memory and the rows it is given', async () => {
  assert.equal(await searchBatchSize({ ...flatThenLinear(1, 10), mostRows: 256, mostMs: 1000 }), 1);
  const overhead = (rows: number) => Promise.resolve(20 + rows);
  assert.equal(await searchBatchSize({ measure: overhead, mostRows: 256, mostMs: 60 }), 32);
  assert.equal(await searchBatchSize({ ...flatThenLinear(64, 10, 16), mostRows: 256, mostMs: 1000 }), 16);
  assert.equal(await searchBatchSize({ ...flatThenLinear(64, 10), mostRows: 8, mostMs: 1000 }), 8);
  assert.equal(await searchBatchSize({ ...flatThenLinear(64, 10, 0), mostRows: 8, mostMs: 1000 }), 1);
});
