import type { Glyph } from './read-glyphs.ts';

/** Baselines within this many degrees of the page's x axis are level. */
const LEVEL = 1.5;
const DEGREES = 180 / Math.PI;

const angleOf = ({ ux, uy }: Glyph) => Math.atan2(uy, ux) * DEGREES;

/** The directions in which text runs on a page, in whole degrees clockwise; 0 stands for text that is level or nearly so. */
export class Frames {
  /** The exact slope of the nearly level text, as scans that were straightened leave it. */
  readonly #slope: number = 0;

  constructor(glyphs: readonly Glyph[]) {
    if (glyphs.every(({ uy }) => uy === 0)) return;
    const slopes = glyphs.map(angleOf).filter((angle) => Math.abs(angle) < LEVEL);
    this.#slope = slopes.toSorted((a, b) => a - b)[Math.floor(slopes.length / 2)] ?? 0;
  }

  turnOf(glyph: Glyph): number {
    if (glyph.uy === 0 && glyph.ux > 0) return 0;
    const angle = angleOf(glyph);
    return Math.abs(angle) < LEVEL ? 0 : (Math.round(angle) + 360) % 360;
  }

  /** A point of the page, seen by a reader who turned it so that text of this direction is level. */
  level(turn: number, x: number, y: number): [number, number] {
    const angle = (turn === 0 ? this.#slope : turn) / DEGREES;
    if (angle === 0) return [x, y];
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    return [x * cos + y * sin, y * cos - x * sin];
  }
}
