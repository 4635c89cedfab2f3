import type { Page } from '../../schemas/words.ts';
import { sameLine, visibleWords } from '../decode/page-words.ts';

/** Characters of a document that a question carries at most, whatever the model would take: some four thousand tokens. */
const MOST_CHARACTERS = 12_000;

function linesOf(page: Page): string {
  let text = '';
  const { words } = visibleWords(page);
  words.forEach((word, index) => {
    const previous = words[index - 1];
    if (!previous) text = word.text;
    else text += (sameLine(previous.box, word.box) ? ' ' : '\n') + word.text;
  });
  return text;
}

/**
 * The words of a document as text, a printed line a line. Where it is too long the pages `about` are kept first, then the
 * first page, the last, and those between: parties and totals stand on the outer ones.
 */
export function documentText(pages: readonly Page[], about: readonly number[] = [], most = MOST_CHARACTERS): string {
  const order = pages.map((_, index) => index);
  const last = order.pop();
  const [first, ...between] = order;
  const wanted = new Set([...about, first, last, ...between].filter((index) => index !== undefined));
  const kept = new Map<number, string>();
  let room = Math.min(most, MOST_CHARACTERS);
  for (const index of wanted) {
    const page = pages[index];
    const text = page ? linesOf(page).slice(0, room) : '';
    room -= text.length;
    if (text !== '') kept.set(index, text);
  }
  return [...kept]
    .sort(([a], [b]) => a - b)
    .map(([index, text]) => `--- page ${index + 1} ---\n${text}`)
    .join('\n');
}
