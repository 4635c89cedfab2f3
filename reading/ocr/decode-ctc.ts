import { alikeOf, wordText } from './alike-glyphs.ts';
import type { Glyph } from './glyph.ts';

/** A word inside a line; `start` and `end` are shares of the line's width. */
export interface LineWord {
  text: string;
  start: number;
  end: number;
  confidence: number;
}

const BLANK = 0;
/** Where in its time step a glyph stands, measured on drawn pages whose text layer gives the true places. */
const STEP_CENTRE = 0.2;
/** Narrow spaces lose against the blank; this much probability between two glyphs counts as one (tuned on receipts). */
const SPACE_THRESHOLD = 0.05;
/** Within a number the next digit stands at most this many usual glyph distances behind the one before its point. */
const WITHIN_NUMBER = 3.2;

/** Best path of a CTC output: the likeliest class a step, repeats merged, blanks dropped, narrow spaces kept. */
function bestPath(scores: Float32Array, steps: number, labels: readonly string[]): Glyph[] {
  const classes = labels.length;
  const space = labels.lastIndexOf(' ');
  const glyphs: Glyph[] = [];
  let previous = BLANK;
  let first = 0;
  let gapScore = 0;
  for (let step = 0; step < steps; step += 1) {
    let best = 0;
    let score = -1;
    for (let label = 0, at = step * classes; label < classes; label += 1, at += 1) {
      const value = scores[at] ?? 0;
      if (value > score) [best, score] = [label, value];
    }
    if (best === BLANK) gapScore = Math.max(gapScore, scores[step * classes + space] ?? 0);
    if (best !== BLANK && best !== previous) {
      if (gapScore >= SPACE_THRESHOLD) glyphs.push({ text: ' ', at: step - 1, confidence: gapScore, alike: [] });
      gapScore = 0;
      first = step;
      const text = labels[best] ?? '';
      const scoreOf = (label: string) => scores[step * classes + labels.indexOf(label)] ?? 0;
      glyphs.push({ text, at: step, confidence: score, alike: alikeOf(text, scoreOf) });
    } else if (best !== BLANK) {
      const glyph = glyphs.at(-1);
      if (glyph) {
        glyph.at = (first + step) / 2;
        glyph.confidence = Math.max(glyph.confidence, score);
      }
    }
    previous = best;
  }
  return glyphs;
}

function median(values: number[]): number | undefined {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

const textOf = (glyphs: readonly Glyph[]) => glyphs.map(({ text }) => text).join('');

/** Joins `170. 00` and `8: 13:39`, whose digits stand no further apart than a point between them asks for. */
function wholeNumbers(parts: Glyph[][], furthest: number): Glyph[][] {
  const words: Glyph[][] = [];
  for (const part of parts) {
    const last = words.at(-1);
    const split = last && /\d[.,:]$/.test(textOf(last)) && /^\d\d(?!\d)/.test(textOf(part));
    if (split && (part[0]?.at ?? 0) - (last.at(-2)?.at ?? 0) <= furthest) last.push(...part);
    else words.push([...part]);
  }
  return words;
}

/**
 * Words of one line from the recogniser's class probabilities (`steps` × labels). Each glyph stands at its time step;
 * a word reaches half a usual glyph distance beyond its outer glyphs, but not into its neighbours.
 * @param shown share of the steps that the line itself covers, the rest being padding
 */
export function decodeLine(scores: Float32Array, steps: number, labels: readonly string[], shown: number): LineWord[] {
  const glyphs = bestPath(scores, steps, labels);
  const groups: Glyph[][] = [[]];
  for (const glyph of glyphs) {
    if (glyph.text === ' ') groups.push([]);
    else groups.at(-1)?.push(glyph);
  }
  const parts = groups.filter((group) => group.length > 0);
  const gaps = parts.flatMap((group) => group.slice(1).map((glyph, index) => glyph.at - (group[index]?.at ?? 0)));
  const pitch = median(gaps) ?? 4;
  const half = pitch / 2;
  const words = wholeNumbers(parts, WITHIN_NUMBER * pitch);
  const share = (step: number) => Math.min(1, Math.max(0, (step + STEP_CENTRE) / (steps * shown)));
  return words.map((group, index) => {
    const [first, last] = [group[0]?.at ?? 0, group.at(-1)?.at ?? 0];
    const before = words[index - 1]?.at(-1)?.at ?? Number.NEGATIVE_INFINITY;
    const after = words[index + 1]?.[0]?.at ?? Number.POSITIVE_INFINITY;
    return {
      text: wordText(group),
      start: share(Math.max(first - half, (before + first) / 2)),
      end: share(Math.min(last + half, (last + after) / 2)),
      confidence: group.reduce((sum, glyph) => sum + glyph.confidence, 0) / group.length,
    };
  });
}
