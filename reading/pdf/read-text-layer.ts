import type { PDFPageProxy, TextItem, TextStyle } from 'pdfjs-dist/types/src/display/api.js';
import type { Page } from '../../schemas/words.ts';
import { orderWords, type PlacedWord } from '../order-words.ts';
import { splitRun } from './split-run.ts';

type Matrix = [number, number, number, number, number, number];

/** Characters without ink or meaning for a reader: soft hyphen, zero-width space and joiners, byte order mark, controls. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u2060\ufeff\p{Cc}]/gu;

function multiply(a: readonly number[], b: readonly number[]): Matrix {
  const [a0 = 1, a1 = 0, a2 = 0, a3 = 1, a4 = 0, a5 = 0] = a;
  const [b0 = 1, b1 = 0, b2 = 0, b3 = 1, b4 = 0, b5 = 0] = b;
  return [
    a0 * b0 + a2 * b1,
    a1 * b0 + a3 * b1,
    a0 * b2 + a2 * b3,
    a1 * b2 + a3 * b3,
    a0 * b4 + a2 * b5 + a4,
    a1 * b4 + a3 * b5 + a5,
  ];
}

/** The words of one run with boxes in the viewport, from the run's baseline, length and font height. */
function placeRun(item: TextItem, style: TextStyle | undefined, viewport: readonly number[]): PlacedWord[] {
  const text = item.str.replace(/\t/g, ' ').replace(INVISIBLE, '');
  if (text.trim() === '') return [];
  const [a, b, c, d, e, f] = multiply(viewport, item.transform);
  const along = Math.hypot(a, b) || 1;
  const size = Math.hypot(c, d) || along;
  const [ux, uy] = [a / along, b / along];
  const [vx, vy] = [c / size, d / size];
  const ascent = usable(style?.ascent, 0.75) * size;
  const descent = Math.min(0, usable(style?.descent, -0.25)) * size;
  const vertical = style?.vertical === true;
  const length = vertical ? item.height : item.width;
  const [dx, dy] = vertical ? [-vx, -vy] : [ux, uy];
  return splitRun(text, style?.fontFamily === 'monospace').map((piece) => {
    const corners = [piece.start * length, piece.end * length].flatMap((t) =>
      [ascent, descent].map((h) => [e + dx * t + vx * h, f + dy * t + vy * h] as const),
    );
    const xs = corners.map(([x]) => x);
    const ys = corners.map(([, y]) => y);
    return {
      text: piece.text,
      box: [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)],
      size,
      upright: Math.abs(uy) < 0.02 && ux > 0 && !vertical,
      touchesNext: piece.end === 1,
      touchesPrevious: piece.start === 0,
    };
  });
}

function usable(metric: number | undefined, fallback: number): number {
  return metric === undefined || Number.isNaN(metric) || metric === 0 || Math.abs(metric) > 1.5 ? fallback : metric;
}

/** The text layer of one page as words in reading order, in points, origin top left. */
export async function readTextLayer(page: PDFPageProxy): Promise<Page> {
  const viewport = page.getViewport({ scale: 1 });
  const content = await page.getTextContent({ includeMarkedContent: false });
  const placed = content.items.flatMap((item) =>
    'str' in item ? placeRun(item, content.styles[item.fontName], viewport.transform) : [],
  );
  const inside = placed.filter(
    ({ box }) => box[2] > 0 && box[3] > 0 && box[0] < viewport.width && box[1] < viewport.height,
  );
  return { width: viewport.width, height: viewport.height, source: 'text', words: orderWords(inside) };
}
