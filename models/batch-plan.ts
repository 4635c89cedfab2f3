/** Rows that run together, all padded to `width` tokens. */
export type PlannedBatch = { rows: number[]; width: number };

/**
 * The padded width of a sequence depends on its own length alone, never on its neighbours: floating-point sums over a
 * padded axis may change with its size, and an answer must not depend on its batch.
 */
export function paddedWidth(length: number, maxLength: number): number {
  const step = length <= 64 ? 16 : 32;
  return Math.min(Math.ceil(Math.max(length, 1) / step) * step, maxLength);
}

/**
 * Groups sequences of one padded width into batches of at most `maxRows` rows and `maxTokens` padded tokens.
 * @param lengths tokens of each sequence, none above `maxLength`
 */
export function planBatches(
  lengths: readonly number[],
  options: { maxLength: number; maxRows: number; maxTokens: number },
): PlannedBatch[] {
  const byWidth = new Map<number, number[]>();
  lengths.forEach((length, row) => {
    const width = paddedWidth(length, options.maxLength);
    const rows = byWidth.get(width);
    if (rows) rows.push(row);
    else byWidth.set(width, [row]);
  });
  return [...byWidth].flatMap(([width, rows]) => {
    const size = Math.max(1, Math.min(options.maxRows, Math.floor(options.maxTokens / width)));
    return Array.from({ length: Math.ceil(rows.length / size) }, (_, index) => ({
      rows: rows.slice(index * size, (index + 1) * size),
      width,
    }));
  });
}
