import type { Box } from '../../schemas/place.ts';
import type { Word } from '../../schemas/words.ts';
import type { PlacedWord } from '../order-words.ts';

/** Digits from which a word is a figure: an amount, a date, a number. */
const FIGURE = /\d.*\d/;

/** The digits of a text and its decimal marks, whichever they are. */
const figureOf = (text: string) =>
  text
    .replace(/[,.]/g, '.')
    .replace(/[^\d.]/g, '')
    .replace(/^\.+|\.+$/g, '');

const middle = ([x0, y0, x1, y1]: Box): [number, number] => [(x0 + x1) / 2, (y0 + y1) / 2];

function onLine(word: Box, read: Word): boolean {
  const [, y] = middle(read.box);
  const height = word[3] - word[1];
  return y > word[1] - height / 2 && y < word[3] + height / 2;
}

function inside([x0, y0, x1, y1]: Box, read: Word): boolean {
  const [x, y] = middle(read.box);
  return x > x0 && x < x1 && y > y0 && y < y1;
}

/**
 * Holds the figures of a layer of text under a scan against what is recognised on the scan: where they differ, what is seen
 * counts, and a figure that is not seen is left out. Letters are the layer's.
 */
export function holdAgainstScan(
  layer: readonly PlacedWord[],
  recognised: readonly Word[],
): { words: PlacedWord[]; contradicted: PlacedWord[] } {
  const words: PlacedWord[] = [];
  const contradicted: PlacedWord[] = [];
  for (const word of layer) {
    const figure = figureOf(word.text);
    const isSeen =
      !FIGURE.test(word.text) || recognised.some((read) => figureOf(read.text) === figure && onLine(word.box, read));
    if (isSeen) words.push(word);
    else {
      contradicted.push(word);
      const text = recognised.flatMap((read) => (inside(word.box, read) ? read.text : [])).join('');
      if (text !== '') words.push({ ...word, text });
    }
  }
  return { words, contradicted };
}
