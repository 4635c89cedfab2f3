import type { Glyph } from './read-glyphs.ts';

/** What the outline of a character can be told by, in font sizes above the baseline. */
interface Shape {
  characters: string;
  contradicted: (top: number, bottom: number) => boolean;
}

/** Bounds that the outlines of text faces keep with room to spare. */
const shapes: Shape[] = [
  { characters: 'acemnorsuvwxz', contradicted: (top, bottom) => top > 0.66 || bottom < -0.14 },
  { characters: 'gpqy', contradicted: (top, bottom) => top > 0.68 || bottom > -0.08 },
  { characters: 'bdfhkl', contradicted: (top, bottom) => top < 0.52 || bottom < -0.16 },
  { characters: 'ABCDEFGHIKLMNOPRSTUVWXYZ', contradicted: (top, bottom) => top < 0.5 || bottom < -0.16 },
  { characters: '0123456789', contradicted: (top) => top < 0.36 },
  { characters: '.,', contradicted: (top) => top > 0.4 },
];
const shapeOf = new Map(shapes.flatMap((shape) => [...shape.characters].map((character) => [character, shape])));

/** A verdict needs this many telling glyphs; faces of small capitals and ornament contradict below this share. */
const ENOUGH = 40;
const CONTRADICTED_SHARE = 0.25;

/**
 * Whether a page's glyphs are drawn unlike the characters that their fonts map them to: a font whose Unicode mapping
 * names other characters than it shows.
 */
export function outlinesContradict(glyphs: readonly Glyph[]): boolean {
  let judged = 0;
  let contradicted = 0;
  for (const { text, outline, size } of glyphs) {
    const shape = outline && shapeOf.get(text);
    if (!shape) continue;
    judged += 1;
    if (shape.contradicted(outline.top / size, outline.bottom / size)) contradicted += 1;
  }
  return judged >= ENOUGH && contradicted > CONTRADICTED_SHARE * judged;
}
