import type { Point } from './min-area-rect.ts';

/** Clears the 8-connected region that holds `start` and returns the outermost pixels of each of its rows. */
export function takeRegion(mask: Uint8Array, width: number, height: number, start: number, stack: Int32Array): Point[] {
  const rows = new Map<number, [number, number]>();
  let depth = 0;
  stack[depth++] = start;
  mask[start] = 0;
  while (depth > 0) {
    const at = stack[--depth] ?? 0;
    const y = Math.floor(at / width);
    const x = at - y * width;
    const row = rows.get(y);
    if (!row) rows.set(y, [x, x]);
    else if (x < row[0]) row[0] = x;
    else if (x > row[1]) row[1] = x;
    for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny += 1) {
      for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx += 1) {
        const neighbour = ny * width + nx;
        if (mask[neighbour] !== 1) continue;
        mask[neighbour] = 0;
        stack[depth++] = neighbour;
      }
    }
  }
  return Array.from(rows, ([y, [left, right]]): Point[] => [
    [left, y],
    [right, y],
  ]).flat();
}
