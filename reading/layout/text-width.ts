import { relativeWidth } from './glyph-widths.ts';

/** Size of all laid-out text, in points. */
export const FONT_SIZE = 10;

/** Width of a text in points. */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text) width += relativeWidth(character, false);
  return (width * FONT_SIZE) / 1000;
}
