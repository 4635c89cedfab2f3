import type { InferenceSession } from 'onnxruntime-node';
import type { Tensors } from './tensor.ts';

/**
 * Made-up inputs for a model whose inputs are int64 of [rows, width, …]: all ones, which is a token, a place and an unmasked
 * position. Further dimensions are as the model fixes them, else 1.
 * @throws Error for a model with other inputs
 */
export function trialFeeds(inputs: InferenceSession['inputMetadata'], rows: number, width: number): Tensors {
  return Object.fromEntries(
    inputs.map((input) => {
      if (!input.isTensor || input.type !== 'int64') throw new Error(`the input "${input.name}" is no int64 tensor`);
      const given = [rows, width];
      const dims = input.shape.map((size, axis) => (typeof size === 'number' ? size : (given[axis] ?? 1)));
      const data = new BigInt64Array(dims.reduce((product, size) => product * size, 1)).fill(1n);
      return [input.name, { type: 'int64', data, dims }];
    }),
  );
}
