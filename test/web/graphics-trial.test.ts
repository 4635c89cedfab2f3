import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Tensors } from '../../models/tensor.ts';
import { tryGraphics } from '../../web/on-device/thread/graphics-trial.ts';

const outputs = (...values: number[]): Tensors => ({
  logits: { type: 'float32', data: Float32Array.from(values), dims: [1, values.length] },
});

/** Runs that take so long on a clock of their own. */
function runs() {
  let clock = 0;
  const run = (ms: number, said: Tensors) => async () => {
    clock += ms;
    return said;
  };
  return { run, now: () => clock };
}

it('takes the graphics card where it says the same sooner', async () => {
  const { run, now } = runs();
  const { trial, outputs: said } = await tryGraphics(run(20, outputs(1, 2)), run(5, outputs(1.02, 1.99)), now);
  assert.deepEqual([trial.chosen, trial.processorMs, trial.graphicsMs], ['graphics', 20, 5]);
  assert.ok(Math.abs(trial.furthest - 0.02) < 1e-6);
  assert.deepEqual(said, outputs(1, 2), 'the first answer is the processor’s');
});

it('stays with the processor where the graphics card is slower, says something else, or fails', async () => {
  const { run, now } = runs();
  const processor = run(20, outputs(1, 2));
  const others: [string, () => Promise<Tensors>][] = [
    ['slower', run(30, outputs(1, 2))],
    ['other values', run(5, outputs(1, 2.5))],
    ['no numbers', run(5, outputs(1, Number.NaN))],
    ['another shape', run(5, outputs(1))],
    ['no output', run(5, {})],
    ['failed', async () => Promise.reject(new Error('device lost'))],
  ];
  for (const [what, graphics] of others) {
    const { trial, outputs: said } = await tryGraphics(processor, graphics, now);
    assert.equal(trial.chosen, 'processor', what);
    assert.deepEqual(said, outputs(1, 2), what);
  }
});
