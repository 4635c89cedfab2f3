import type { Page } from '../schemas/words.ts';

/** What a word takes in memory beside its text, in bytes: an object, its box of four numbers, the head of a string. */
const WORD_BYTES = 192;
/** Text of scripts beyond Latin takes two bytes a character. */
const CHARACTER_BYTES = 2;

/** The pages that a reader has sent of one file, and about how much memory they take. */
export class DeliveredPages {
  readonly pages: Page[] = [];
  bytes = 0;

  add(pages: readonly Page[]): void {
    for (const page of pages) {
      this.pages.push(page);
      for (const { text } of page.words) this.bytes += WORD_BYTES + CHARACTER_BYTES * text.length;
    }
  }
}
