/** Advance widths of ASCII 32..126 in Helvetica, in thousandths of the font size (Adobe core font metrics). */
const helvetica = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
  556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
  722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
  556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
  260, 334, 584,
] as const;
const OTHER = 556;
const FULL_WIDTH = 1000;

/** Relative advance width of one character: good enough to share out the exact width of a run over its characters. */
export function relativeWidth(character: string, monospace: boolean): number {
  if (monospace) return 600;
  const code = character.codePointAt(0) ?? 0;
  if (code >= 0x2e80 && code <= 0x9fff) return FULL_WIDTH;
  const base = code < 128 ? code : (character.normalize('NFD').codePointAt(0) ?? code);
  return helvetica[base - 32] ?? OTHER;
}
