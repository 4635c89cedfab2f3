import type { Box } from '../../schemas/place.ts';
import type { PlacedWord } from '../placed-word.ts';
import { isRightToLeft, logicalOrder } from '../text-direction.ts';
import { emptyBox, extend } from './bounds.ts';
import { Frames } from './frames.ts';
import type { Glyph } from './read-glyphs.ts';

/** A glyph on the line that its frame levels. */
interface LineGlyph {
  glyph: Glyph;
  /** Where it begins and ends along its baseline, from its own start. */
  left: number;
  right: number;
  start: number;
  end: number;
  base: number;
}

/** Glyphs that follow each other on one baseline without white space between them. */
interface Run {
  glyphs: LineGlyph[];
  turn: number;
  afterSpace: boolean;
  beforeSpace: boolean;
}

/** Without ink or meaning for a reader: soft hyphen, zero-width space and joiners, byte order mark, controls. */
const MEANINGLESS = /[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\p{Cc}]/gu;
/** Text that both of these leave as it is. */
const PLAIN = /^[!-~]*$/;
/** Ligatures and the contextual forms of Arabic letters stand for plain letters. */
const PRESENTATION_FORM = /[\ufb00-\ufdff\ufe70-\ufefc]/gu;

/** Shares of the font size: a wider gap parts words; letters that overlap more do not belong together. */
const WORD_GAP = 0.12;
const OVERLAP = 0.5;
/** Letters of sound fonts reach this far beyond their advance; no letter reaches further than the other. */
const LEANING = 0.14;
const OVERHANG = 0.6;
/** Glyphs this near to each other stand in one place. */
const SAME_PLACE = 0.02;
/** Spaced letters (I N V O I C E) may stand this far apart, and differ by this factor from their usual gap. */
const SPACED_GAP = 0.8;
const SPACED_SLACK = 1.5;
const SPACED_LETTERS = 4;
/** A baseline may step this share of the font size within a word: superscripts, accents drawn apart. */
const BASELINE_STEP = 0.35;

const isSpace = (text: string) => text.trim() === '';

/** Whether `next` goes on where `last` ends: to its right, drawn over it as part of a ligature, or, in right-to-left scripts, to its left. */
function follows(last: LineGlyph, next: LineGlyph): boolean {
  const size = Math.min(last.glyph.size, next.glyph.size);
  if (Math.abs(next.base - last.base) > BASELINE_STEP * size) return false;
  if (Math.max(last.glyph.size, next.glyph.size) > 2 * size || last.glyph.invisible !== next.glyph.invisible)
    return false;
  if (Math.abs(next.start - last.start) < SAME_PLACE * size) return true;
  const gap = next.start - last.end;
  if (gap > -OVERLAP * size && gap < SPACED_GAP * size) return true;
  const back = last.start - next.end;
  const leftward = isRightToLeft(next.glyph.text) || isRightToLeft(last.glyph.text);
  return leftward && back > -OVERLAP * size && back < SPACED_GAP * size;
}

/**
 * How far an outline reaches beyond the advance, where it does so far that the font must give a false width; else 0. A
 * letter that leans over the white space behind it leaves that space white.
 */
function falseOverhang(beyond: number, size: number): number {
  const overhang = beyond / size;
  return overhang > LEANING ? Math.min(overhang, OVERHANG) * size : 0;
}

function placeGlyph(glyph: Glyph, frames: Frames, turn: number): LineGlyph {
  const { advance, outline, size } = glyph;
  const [start, base] = frames.level(turn, glyph.x, glyph.y);
  const left = outline ? 0 - falseOverhang(-outline.left, size) : 0;
  const right = outline ? advance + falseOverhang(outline.right - advance, size) : advance;
  return { glyph, left, right, start: start + left, end: start + right, base };
}

function collectRuns(glyphs: readonly Glyph[]): Run[] {
  const frames = new Frames(glyphs);
  const runs: Run[] = [];
  let open: Run | null = null;
  let afterSpace = false;
  for (const glyph of glyphs) {
    if (isSpace(glyph.text)) {
      if (open) open.beforeSpace = true;
      open = null;
      afterSpace = true;
      continue;
    }
    const turn = frames.turnOf(glyph);
    const placed = placeGlyph(glyph, frames, turn);
    const last: LineGlyph | undefined = open?.glyphs.at(-1);
    if (open && last && open.turn === turn && follows(last, placed)) open.glyphs.push(placed);
    else {
      open = { glyphs: [placed], turn, afterSpace, beforeSpace: false };
      runs.push(open);
    }
    afterSpace = false;
  }
  return runs;
}

/** Glyphs that stand in one place, as the letters of a ligature and marks on a letter do. */
function clusters(run: Run): LineGlyph[][] {
  const sorted = run.glyphs.toSorted((a, b) => a.start - b.start);
  const found: LineGlyph[][] = [];
  for (const glyph of sorted) {
    const last = found.at(-1)?.[0];
    const together =
      last && (glyph.start - last.start < SAME_PLACE * glyph.glyph.size || /^\p{M}/u.test(glyph.glyph.text));
    if (together) found.at(-1)?.push(glyph);
    else found.push([glyph]);
  }
  return found;
}

const endOf = (cluster: readonly LineGlyph[]) => cluster.reduce((most, { end }) => Math.max(most, end), -Infinity);
const startOf = (cluster: readonly LineGlyph[]) => cluster[0]?.start ?? 0;
const textOf = (cluster: readonly LineGlyph[]) => cluster.reduce((text, { glyph }) => text + glyph.text, '');
const joined = (parts: readonly LineGlyph[][]) => parts.reduce((text, part) => text + textOf(part), '');

/** The gap from which two clusters of a run are two words: that of letters which are spaced as a whole, else the usual one. */
function wordGap(gaps: readonly number[], parts: readonly LineGlyph[][], size: number): number {
  const tight = gaps.reduce((count, gap) => (gap > (WORD_GAP * size) / 2 ? count : count + 1), 0);
  if (tight > Math.floor(gaps.length / 10)) return WORD_GAP * size;
  const text = joined(parts);
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  if (letters < SPACED_LETTERS || letters < 0.8 * text.length) return WORD_GAP * size;
  const sorted = gaps.toSorted((a, b) => a - b);
  const usual = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const least = sorted[Math.floor(sorted.length / 10)] ?? 0;
  const spaced = usual < SPACED_SLACK * SPACED_SLACK * least;
  return spaced ? Math.max(WORD_GAP * size, usual * SPACED_SLACK) : WORD_GAP * size;
}

function splitAtGaps(run: Run): LineGlyph[][][] {
  const parts = clusters(run);
  const size = run.glyphs[0]?.glyph.size ?? 1;
  const gaps = parts.slice(1).map((part, index) => startOf(part) - endOf(parts[index] ?? part));
  const limit = wordGap(gaps, parts, size);
  const words: LineGlyph[][][] = [];
  parts.forEach((part, index) => {
    const gap = gaps[index - 1];
    if (gap === undefined || gap > limit) words.push([part]);
    else words.at(-1)?.push(part);
  });
  return words;
}

/** The upright boxes round glyphs, on the page and on the levelled page. */
function boxesOf(glyphs: readonly LineGlyph[]): { box: Box; level: Box } {
  const box = emptyBox();
  const level = emptyBox();
  for (const { glyph, left, right, start, end, base } of glyphs) {
    const { x, y, ux, uy, ascent, descent } = glyph;
    extend(level, start, base - ascent);
    extend(level, end, base - descent);
    extend(box, x + ux * left + uy * ascent, y + uy * left - ux * ascent);
    extend(box, x + ux * left + uy * descent, y + uy * left - ux * descent);
    extend(box, x + ux * right + uy * ascent, y + uy * right - ux * ascent);
    extend(box, x + ux * right + uy * descent, y + uy * right - ux * descent);
  }
  return { box, level };
}

/** Text without what has no meaning, in plain letters. */
function plainText(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.replace(MEANINGLESS, '').replace(PRESENTATION_FORM, (form) => form.normalize('NFKC'));
}

/** Whether of a word a digit is not seen, or half of its letters. */
function isUnseen(glyphs: readonly LineGlyph[], unseen: ReadonlySet<Glyph>): boolean {
  if (unseen.size === 0) return false;
  const lost = glyphs.filter(({ glyph }) => unseen.has(glyph));
  return lost.some(({ glyph }) => /\p{N}/u.test(glyph.text)) || 2 * lost.length > glyphs.length;
}

function placeWord(
  parts: LineGlyph[][],
  run: Run,
  unseen: ReadonlySet<Glyph>,
  edges: { first: boolean; last: boolean },
): PlacedWord {
  const seen = joined(parts);
  const rightToLeft = !PLAIN.test(seen) && isRightToLeft(seen);
  const text = plainText(rightToLeft ? joined(logicalOrder(parts, textOf)) : seen);
  const glyphs = parts.flat();
  const eitherSpace = rightToLeft && (run.afterSpace || run.beforeSpace);
  const [spaceLeft, spaceRight] = [eitherSpace || run.afterSpace, eitherSpace || run.beforeSpace];
  return {
    text,
    ...boxesOf(glyphs),
    size: Math.max(...glyphs.map(({ glyph }) => glyph.size)),
    upright: run.turn === 0,
    turn: run.turn,
    touchesNext: !(edges.last && spaceRight),
    touchesPrevious: !(edges.first && spaceLeft),
    ...(isUnseen(glyphs, unseen) ? { unseen: true } : {}),
  };
}

/** The words that glyphs form, in the order of the page's content. `unseen`: glyphs whose ink is not seen. */
export function glyphWords(glyphs: readonly Glyph[], unseen: ReadonlySet<Glyph> = new Set()): PlacedWord[] {
  return collectRuns(glyphs).flatMap((run) => {
    const words = splitAtGaps(run);
    return words
      .map((parts, index) => placeWord(parts, run, unseen, { first: index === 0, last: index === words.length - 1 }))
      .filter(({ text }) => text !== '');
  });
}
