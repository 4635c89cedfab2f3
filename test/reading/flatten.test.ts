import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { flatten } from '../../reading/ocr/flatten.ts';

const [WIDTH, HEIGHT] = [900, 1200];
const white = () => ({ width: WIDTH, height: HEIGHT, data: new Uint8Array(3 * WIDTH * HEIGHT).fill(255) });

/** Lines of text whose slope goes from `slope` at the top to its opposite at the bottom, as seen from the side. */
const linesOf = (slope: number) =>
  Array.from({ length: 30 }, (_, index) => {
    const y = 60 + 36 * index;
    const here = slope * (1 - (2 * y) / HEIGHT);
    const length = Math.hypot(1, here);
    return { x: WIDTH / 2, y, ux: 1 / length, uy: here / length, width: 600, height: 15 };
  });

describe('a photo that was taken from the side', () => {
  it('is flattened, and places on it are those of the photo', () => {
    for (const [x, y] of [
      [150, 200],
      [700, 300],
      [450, 600],
      [200, 1000],
    ] as const) {
      const photo = white();
      for (let row = y - 6; row <= y + 6; row += 1)
        photo.data.fill(0, 3 * (row * WIDTH + x - 6), 3 * (row * WIDTH + x + 7));
      const flat = flatten(photo, linesOf(0.3));
      assert.ok(flat);
      const { width, data } = flat.raster;
      const dark = [...data.keys()].filter((at) => at % 3 === 0 && (data[at] ?? 255) < 60).map((at) => at / 3);
      const [columns, rows] = [dark.map((at) => at % width), dark.map((at) => Math.floor(at / width))];
      const box = flat.onPhoto([Math.min(...columns), Math.min(...rows), Math.max(...columns), Math.max(...rows)]);
      const middle = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
      assert.ok(Math.abs((middle[0] ?? 0) - x) < 4, `${middle} is not ${x},${y}`);
      assert.ok(Math.abs((middle[1] ?? 0) - y) < 4, `${middle} is not ${x},${y}`);
    }
  });

  it('stays as it is where its lines hardly meet', () => {
    assert.equal(flatten(white(), linesOf(0.1)), null);
    assert.equal(flatten(white(), []), null);
  });
});
