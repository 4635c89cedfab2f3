import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { MockActivityEnvironment } from '@temporalio/testing';
import { whileBeating } from '../../activities/while-beating.ts';

/** Beats of a step that ends with `work`, and of a while after it. */
async function beatsOf(heartbeatTimeoutMs: number | undefined, work: () => Promise<unknown>): Promise<number> {
  const environment = new MockActivityEnvironment(heartbeatTimeoutMs === undefined ? {} : { heartbeatTimeoutMs });
  let beats = 0;
  environment.on('heartbeat', () => {
    beats += 1;
  });
  await environment.run(() => whileBeating(work)).catch(() => {});
  const counted = beats;
  await sleep(100);
  assert.equal(beats, counted, 'it beats on after its end');
  return beats;
}

describe('a step at work', () => {
  it('says so several times within its heartbeat timeout, and no more when it has ended', async () => {
    let beats = 0;
    for (let ms = 50; beats < 2; ms *= 2) beats = await beatsOf(100, () => sleep(ms));
    assert.ok((await beatsOf(100, () => sleep(0))) <= 1);
  });

  it('stops when it fails', async () => {
    await beatsOf(100, () => sleep(60).then(() => Promise.reject(new Error('broken'))));
  });

  it('says nothing where nobody wants to know', async () => {
    assert.equal(await beatsOf(undefined, () => sleep(100)), 0);
  });

  it('gives its answer', async () => {
    assert.equal(
      await new MockActivityEnvironment({ heartbeatTimeoutMs: 50 }).run(() => whileBeating(async () => 7)),
      7,
    );
  });
});
