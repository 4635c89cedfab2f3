import type { Word } from '../../schemas/words.ts';
import type { Quad } from '../ocr/quad.ts';
import { ownDocument } from './own-document.ts';
import type { PageText, TurnedWords } from './page-text.ts';

/** A paper that was read with less confidence may lie on its side or stand on its head. */
const SURE = 0.85;

/** Mean confidence of words; 1 where it was not measured, 0 where there are none. */
const confidence = (words: readonly Word[]): number =>
  words.length === 0 ? 0 : words.reduce((sum, word) => sum + (word.confidence ?? 1), 0) / words.length;

/** The words of a paper; where they make no document or are not sure, it is read by itself, and the better reading counts. */
export async function readSurely(page: PageText, rect: Quad, lines: readonly number[]): Promise<TurnedWords> {
  const words = page.words(lines);
  if (!page.readAgain || (ownDocument(words) && confidence(words) >= SURE)) return { turn: 0, words };
  const again = await page.readAgain(rect);
  return confidence(again.words) > confidence(words) ? again : { turn: 0, words };
}
