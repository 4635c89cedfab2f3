/** A tensor as it travels between threads: typed data, row-major, and its shape. */
export type TensorData =
  | { type: 'float32'; data: Float32Array<ArrayBuffer>; dims: number[] }
  | { type: 'int64'; data: BigInt64Array<ArrayBuffer>; dims: number[] };
export type Tensors = Record<string, TensorData>;

/** An int64 tensor [rows, width]: each row of numbers, filled up with `pad`. */
export function paddedRows(rows: readonly (readonly number[])[], width: number, pad: number): TensorData {
  const data = new BigInt64Array(rows.length * width).fill(BigInt(pad));
  rows.forEach((row, index) => {
    row.forEach((value, column) => {
      data[index * width + column] = BigInt(value);
    });
  });
  return { type: 'int64', data, dims: [rows.length, width] };
}

/** The named output as float32, checked for its rank. @throws Error where the model gives something else. */
export function floatOutput(outputs: Tensors, name: string, rank: number): { data: Float32Array; dims: number[] } {
  const tensor = outputs[name];
  if (tensor?.type !== 'float32' || tensor.dims.length !== rank) {
    throw new Error(`expected the output "${name}" as float32 of rank ${rank}, found ${tensor?.type ?? 'none'}`);
  }
  return tensor;
}
