import type { TensorData, Tensors } from '../tensor.ts';

/** Rows of a run: the first dimension, which all its feeds share. */
export function rowsOf(feeds: Tensors): number {
  return Object.values(feeds)[0]?.dims[0] ?? 0;
}

/** Padded tokens of a row: the positions of its smallest feed. */
export function widthOf(feeds: Tensors): number {
  const sizes = Object.values(feeds).map(({ dims }) => dims.slice(1).reduce((product, size) => product * size, 1));
  return sizes.length === 0 ? 0 : Math.min(...sizes);
}

/** Equal where runs differ in their rows alone: these can share a batch. */
export function shapeOf(feeds: Tensors): string {
  return Object.entries(feeds)
    .map(([name, { type, dims }]) => `${name} ${type} ${dims.slice(1).join('x')}`)
    .sort()
    .join(', ');
}

/** The rows of runs of one shape, one below the other. A single run is taken as it is, without a copy. */
export function mergeFeeds(runs: readonly Tensors[]): Tensors {
  const [first] = runs;
  if (first === undefined || runs.length === 1) return first ?? {};
  return Object.fromEntries(
    Object.entries(first).map(([name, like]) => [
      name,
      stack(
        like,
        runs.map((feeds) => feeds[name] ?? like),
      ),
    ]),
  );
}

function stack(like: TensorData, parts: readonly TensorData[]): TensorData {
  const rows = parts.reduce((sum, { dims }) => sum + (dims[0] ?? 0), 0);
  const size = parts.reduce((sum, { data }) => sum + data.length, 0);
  const dims = [rows, ...like.dims.slice(1)];
  let at = 0;
  if (like.type === 'float32') {
    const data = new Float32Array(size);
    for (const part of parts) {
      if (part.type !== 'float32') continue;
      data.set(part.data, at);
      at += part.data.length;
    }
    return { type: 'float32', data, dims };
  }
  const data = new BigInt64Array(size);
  for (const part of parts) {
    if (part.type !== 'int64') continue;
    data.set(part.data, at);
    at += part.data.length;
  }
  return { type: 'int64', data, dims };
}

/**
 * The outputs of each run that shared a batch, as views of the batch's memory.
 * @param rows of each run, in order
 * @throws Error where an output has not a row for each row that went in
 */
export function splitOutputs(outputs: Tensors, rows: readonly number[]): Tensors[] {
  const all = rows.reduce((sum, count) => sum + count, 0);
  for (const [name, { dims }] of Object.entries(outputs)) {
    if (dims[0] !== all) throw new Error(`${all} rows went in and the output "${name}" has ${dims[0]}`);
  }
  if (rows.length === 1) return [outputs];
  let from = 0;
  return rows.map((count) => {
    const own = Object.entries(outputs).map(([name, tensor]) => [name, rowsFrom(tensor, from, count)]);
    from += count;
    return Object.fromEntries(own);
  });
}

function rowsFrom(tensor: TensorData, from: number, count: number): TensorData {
  const size = tensor.data.length / (tensor.dims[0] ?? 1);
  const dims = [count, ...tensor.dims.slice(1)];
  return tensor.type === 'float32'
    ? { type: 'float32', data: tensor.data.subarray(from * size, (from + count) * size), dims }
    : { type: 'int64', data: tensor.data.subarray(from * size, (from + count) * size), dims };
}
