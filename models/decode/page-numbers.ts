import type { PageWords } from './page-words.ts';

const PAGE = /^(seite|page|pagina|página|strona|blatt|folio|pag\.?|pág\.?|str\.)$/i;
const BETWEEN = /^(von|of|de|di|van|z|\/|sur|out)$/i;
const NUMBER = /^[0-9]{1,3}$/;
const BOTH = /^[0-9]{1,3}\/[0-9]{1,3}$/;

/** The words of "page 1 of 3" and the like: a number of a page is no value. */
export function pageNumberWords({ words }: PageWords): Set<number> {
  const found = new Set<number>();
  words.forEach(({ text }, index) => {
    if (!PAGE.test(text.replace(/:$/, ''))) return;
    const is = (offset: number, pattern: RegExp) => pattern.test(words[index + offset]?.text ?? '');
    const length = is(1, BOTH) ? 2 : !is(1, NUMBER) ? 0 : is(2, BETWEEN) && is(3, NUMBER) ? 4 : 2;
    for (let offset = 0; offset < length; offset += 1) found.add(index + offset);
  });
  return found;
}
