import type { Box } from '../../schemas/place.ts';
import type { Raster } from '../raster.ts';
import type { Quad } from './quad.ts';
import { type PageSlant, pageSlant } from './skew.ts';

/**
 * Photos taken less from the side are read as well as they are (measured on synthetic photos of receipts): the slope of
 * their lines changes by less than this from the top to the bottom, about what a view from 26 degrees shows.
 */
const LEAST_CONVERGENCE = 0.4;
/** Steeper views hold too few pixels at their far edge: the change of slope over half a picture's width is held to this. */
const MOST_CONVERGENCE = 0.6;
/** The near edge keeps its pixels up to this enlargement of the middle. */
const MOST_ENLARGED = 1.4;

/** As many pixels as A4 at 300 dots an inch are enough for any print. */
const MOST_PIXELS = 8_700_000;

/** A photo with its lines level and parallel, and the way back to the places on the photo. */
export interface FlatPage {
  raster: Raster;
  /** The upright box on the photo round a box on the flat page, both in pixels. */
  onPhoto(box: Box): Box;
}

type Point = [number, number];

/**
 * The view that brings the point in which a photo's lines meet to infinity: the photo is turned by the slope in its middle,
 * and what lies `u` to the right of it is enlarged by 1 / (1 − k·u). The photo's verticals stay upright. Print that is
 * narrowed by the view is widened again: a lens whose focal length is the longer side of the picture sees a page from the
 * angle whose tangent is k times that side.
 */
class View {
  readonly #middle: Point;
  readonly #cos: number;
  readonly #sin: number;
  readonly #rate: number;
  readonly #widened: number;

  constructor({ slope, convergence, middle }: PageSlant, { width, height }: Raster) {
    this.#middle = [middle, height / 2];
    const angle = Math.atan(slope - (convergence * height) / 2);
    [this.#cos, this.#sin] = [Math.cos(angle), Math.sin(angle)];
    const most = MOST_CONVERGENCE / (width / 2);
    this.#rate = Math.max(-most, Math.min(most, convergence));
    this.#widened = Math.hypot(1, this.#rate * Math.max(width, height));
  }

  /** How much the middle is enlarged so that the near edge is not reduced. */
  get enlargement(): number {
    return Math.min(MOST_ENLARGED, 1 + Math.abs(this.#rate) * this.#middle[0]);
  }

  flat([x, y]: Point): Point {
    const [dx, dy] = [x - this.#middle[0], y - this.#middle[1]];
    const u = dx * this.#cos + dy * this.#sin;
    const nearness = 1 - this.#rate * u;
    return [(this.#widened * u) / nearness, (dy * this.#cos - dx * this.#sin) / nearness];
  }

  photo([widened, y]: Point): Point {
    const x = widened / this.#widened;
    const nearness = 1 / (1 + this.#rate * x);
    const [u, v] = [x * nearness, y * nearness];
    return [this.#middle[0] + u * this.#cos - v * this.#sin, this.#middle[1] + u * this.#sin + v * this.#cos];
  }
}

const cornersOf = ([x0, y0, x1, y1]: Box): Point[] => [
  [x0, y0],
  [x1, y0],
  [x1, y1],
  [x0, y1],
];

function boxRound(points: readonly Point[]): Box {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

/**
 * Draws a flat page: the photo's points under one column of it lie on a straight line, evenly spaced. Each pixel is taken
 * between its four neighbours; white outside of the photo.
 */
function draw(photo: Raster, width: number, height: number, onPhoto: (point: Point) => Point): Raster {
  const { data } = photo;
  const flat = new Uint8Array(3 * width * height).fill(255);
  for (let column = 0; column < width; column += 1) {
    const [startX, startY] = onPhoto([column + 0.5, 0.5]);
    const [endX, endY] = onPhoto([column + 0.5, height + 0.5]);
    for (let row = 0; row < height; row += 1) {
      const x = startX + ((endX - startX) * row) / height - 0.5;
      const y = startY + ((endY - startY) * row) / height - 0.5;
      if (x < 0 || y < 0 || x >= photo.width - 1 || y >= photo.height - 1) continue;
      const [left, top] = [Math.floor(x), Math.floor(y)];
      const [fx, fy] = [x - left, y - top];
      const upper = 3 * (top * photo.width + left);
      const lower = upper + 3 * photo.width;
      const at = 3 * (row * width + column);
      for (let channel = 0; channel < 3; channel += 1) {
        const above = (data[upper + channel] ?? 0) * (1 - fx) + (data[upper + 3 + channel] ?? 0) * fx;
        const below = (data[lower + channel] ?? 0) * (1 - fx) + (data[lower + 3 + channel] ?? 0) * fx;
        flat[at + channel] = above * (1 - fy) + below * fy + 0.5;
      }
    }
  }
  return { width, height, data: flat };
}

/** Flattens a photo that was taken from the side, as far as its lines of text show it; null where they hardly do. */
export function flatten(photo: Raster, quads: readonly Quad[]): FlatPage | null {
  const slant = pageSlant(quads, photo.width / 2);
  if (Math.abs(slant.convergence) * photo.height < LEAST_CONVERGENCE) return null;
  const view = new View(slant, photo);
  const frame = boxRound(cornersOf([0, 0, photo.width, photo.height]).map((corner) => view.flat(corner)));
  const [across, down] = [frame[2] - frame[0], frame[3] - frame[1]];
  const scale = Math.min(view.enlargement, Math.sqrt(MOST_PIXELS / (across * down)));
  const [width, height] = [Math.ceil(across * scale), Math.ceil(down * scale)];
  const onPhoto = ([x, y]: Point) => view.photo([frame[0] + x / scale, frame[1] + y / scale]);
  return { raster: draw(photo, width, height, onPhoto), onPhoto: (box) => boxRound(cornersOf(box).map(onPhoto)) };
}
