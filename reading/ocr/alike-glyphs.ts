import type { Glyph } from './glyph.ts';

/** Glyphs that print alike; each may stand for its others where the word around it says so. */
const ALIKE = ['0OoDQ', '1lI|i', '5S', '8B', '2Z', '6G'];
/** A glyph is exchanged only for one that the network itself held possible. */
const LEAST = 0.002;

const AMOUNT =
  /^(?:RM|MYR|EUR|USD|GBP|CHF|PLN|CZK|HUF|SEK|NOK|DKK|SGD|S\/)?[$€£]?[-(]?\d{1,3}(?:[.,']?\d{3})*[.,]\d{2}[)%-]?$/;
const DATE_OR_TIME = /^\d{1,4}([./:-])\d{1,2}\1\d{1,4}$|^\d{1,2}:\d{2}$/;
const WORD = /^\p{Lu}{3,}[:.,]?$|^\p{L}\p{Ll}{2,}[:.,]?$/u;

const isNumber = (text: string) => AMOUNT.test(text) || DATE_OR_TIME.test(text);
const isWord = (text: string) => WORD.test(text);
const isDigit = (text: string) => /^\d$/.test(text);
const isLetter = (text: string) => /^\p{L}$/u.test(text);

/** Glyphs that could stand in a glyph's place, as far as its time step supports them. */
export function alikeOf(text: string, scoreOf: (label: string) => number): Glyph['alike'] {
  const family = ALIKE.find((letters) => letters.includes(text));
  const others = family === undefined ? [] : [...family].filter((other) => other !== text);
  return others.map((other) => ({ text: other, score: scoreOf(other) })).filter(({ score }) => score >= LEAST);
}

function exchanged(glyphs: readonly Glyph[], fits: (text: string) => boolean): string {
  return glyphs
    .map(({ text, alike }) => {
      if (fits(text)) return text;
      const [best] = alike.filter((other) => fits(other.text)).toSorted((a, b) => b.score - a.score);
      return best?.text ?? text;
    })
    .join('');
}

/**
 * The text of a word whose letters and digits were taken for each other: `RMO.00` is an amount with a digit for its
 * letter, `Te1` a word with a letter for its digit. A word that is sound as it stands, or becomes neither a number nor a
 * word, stays.
 */
export function wordText(glyphs: readonly Glyph[]): string {
  const read = glyphs.map(({ text }) => text).join('');
  if (isNumber(read) || isWord(read) || !/\d/.test(read)) return read;
  for (const start of [0, 2, 3]) {
    const number = read.slice(0, start) + exchanged(glyphs.slice(start), (text) => !isLetter(text));
    if (isNumber(number)) return number;
  }
  const letters = glyphs.filter(({ text }) => isLetter(text)).length;
  const word = exchanged(glyphs, (text) => !isDigit(text));
  return isLetter(read.charAt(0)) && 2 * letters >= glyphs.length && isWord(word) ? word : read;
}
