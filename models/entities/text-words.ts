/** A word of a text by its place: UTF-16 code units from `start` to `end` (exclusive). */
export type TextWord = { text: string; start: number; end: number };

/** A run of letters, marks and digits, or any other visible character alone. */
const word = /[\p{L}\p{M}\p{N}]+|[^\p{L}\p{M}\p{N}\p{Z}\p{C}]/gu;

export function textWords(text: string): TextWord[] {
  return Array.from(text.matchAll(word), ({ 0: found, index }) => ({
    text: found,
    start: index,
    end: index + found.length,
  }));
}
