import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isBroken, watched } from '../../checks/bound/error-watch.ts';
import { type ErrorWatch, newWatch } from '../../schemas/error-watch.ts';

const ALPHA = 0.02;
const DELTA = 0.05;

/** Numbers in 0..1 that are the same every time (mulberry32). */
function draws(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function watchOf(error: number, values: number, seed: number): ErrorWatch {
  const draw = draws(seed);
  let watch = newWatch;
  for (let i = 0; i < values; i += 1) watch = watched(watch, draw() < error ? 1 : 0, ALPHA);
  return watch;
}

describe('the watch over accepted values', () => {
  it('raises a false alarm no more often than it says, however long it looks', () => {
    const runs = 400;
    const alarms = Array.from({ length: runs }, (_, seed) => isBroken(watchOf(ALPHA, 3000, seed + 1), DELTA));
    const share = alarms.filter(Boolean).length / runs;
    assert.ok(share <= DELTA + 2 * Math.sqrt((DELTA * (1 - DELTA)) / runs), `${share} of the runs`);
  });

  it('notices an error of three times the bound within some hundred values, nearly always', () => {
    const alarms = Array.from({ length: 100 }, (_, seed) => isBroken(watchOf(3 * ALPHA, 500, seed + 1), DELTA));
    assert.ok(alarms.filter(Boolean).length >= 90);
  });

  it('notices that everything is wrong after a few values, and keeps the alarm', () => {
    let watch = newWatch;
    for (let i = 0; i < 4; i += 1) watch = watched(watch, 1, ALPHA);
    assert.equal(isBroken(watch, DELTA), true);
    for (let i = 0; i < 2000; i += 1) watch = watched(watch, 0, ALPHA);
    assert.equal(isBroken(watch, DELTA), true);
    assert.deepEqual([watch.looked, watch.errors], [2004, 4]);
  });

  it('is calm while all is right', () => {
    assert.equal(isBroken(watchOf(0, 5000, 1), DELTA), false);
  });
});
