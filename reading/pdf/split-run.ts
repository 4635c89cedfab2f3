import { relativeWidth } from './glyph-widths.ts';

/** A piece of a run without white space; `start` and `end` are shares of the run's length, 0 to 1. */
export interface RunPiece {
  text: string;
  start: number;
  end: number;
}

/** Cuts a run of text at white space and shares its length out over the characters by their usual widths. */
export function splitRun(text: string, monospace: boolean): RunPiece[] {
  const characters = Array.from(text);
  const ends: number[] = [];
  let length = 0;
  for (const character of characters) {
    length += relativeWidth(character, monospace);
    ends.push(length);
  }
  const pieces: RunPiece[] = [];
  let open: RunPiece | null = null;
  characters.forEach((character, index) => {
    if (/\s/u.test(character)) {
      open = null;
      return;
    }
    const start = (ends[index - 1] ?? 0) / length;
    const end = (ends[index] ?? length) / length;
    if (open) {
      open.text += character;
      open.end = end;
    } else {
      open = { text: character, start, end };
      pieces.push(open);
    }
  });
  return pieces;
}
