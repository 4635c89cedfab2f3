import type { Tensors } from '../../../models/tensor.ts';

/** What a model's first run on this device showed. */
export interface Trial {
  /** Milliseconds of a run with everything loaded. */
  processorMs: number;
  graphicsMs: number;
  /** The largest distance of two outputs; infinite where the graphics card gave none. */
  furthest: number;
  chosen: 'processor' | 'graphics';
}

/**
 * Outputs are logits and embeddings. Two processors differ by some hundredths there, where a quantised sum falls to the other
 * side of a step; a graphics card that differs by more computes something else.
 */
const AGREE = 0.1;

/** Whether the graphics card says the same as the processor, and sooner. The processor decides wherever it does not. */
export async function tryGraphics(
  processor: () => Promise<Tensors>,
  graphics: () => Promise<Tensors>,
  now: () => number = () => performance.now(),
): Promise<{ trial: Trial; outputs: Tensors }> {
  const timed = async (run: () => Promise<Tensors>): Promise<[Tensors, number]> => {
    await run();
    const began = now();
    return [await run(), now() - began];
  };
  const [outputs, processorMs] = await timed(processor);
  const [found, graphicsMs] = await timed(graphics).catch(() => [null, Number.POSITIVE_INFINITY] as const);
  const furthest = found === null ? Number.POSITIVE_INFINITY : furthestApart(outputs, found);
  const chosen = furthest <= AGREE && graphicsMs < processorMs ? 'graphics' : 'processor';
  return { trial: { processorMs, graphicsMs, furthest, chosen }, outputs };
}

function furthestApart(expected: Tensors, found: Tensors): number {
  let furthest = 0;
  for (const [name, { data }] of Object.entries(expected)) {
    const other = found[name]?.data;
    if (other?.length !== data.length) return Number.POSITIVE_INFINITY;
    for (let place = 0; place < data.length; place++) {
      const distance = Math.abs(Number(data[place]) - Number(other[place]));
      if (Number.isNaN(distance)) return Number.POSITIVE_INFINITY;
      if (distance > furthest) furthest = distance;
    }
  }
  return furthest;
}
