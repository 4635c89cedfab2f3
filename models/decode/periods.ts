import type { PageWords } from './page-words.ts';

const DATE = /^[0-9]{1,4}[./-][0-9]{1,2}[./-][0-9]{1,4}[,;.]?$/;
const TO = /^(bis|to|until|through|au|a|al|tot|t\/m|do|até|-|–|—)$/i;

/** The words of the dates in "1.10.2018 to 31.10.2018": a period is no day on which something is due. */
export function periodWords({ words }: PageWords): Set<number> {
  const found = new Set<number>();
  words.forEach(({ text }, index) => {
    const [to, until] = [words[index + 1]?.text ?? '', words[index + 2]?.text ?? ''];
    if (!DATE.test(text) || !TO.test(to) || !DATE.test(until)) return;
    found.add(index);
    found.add(index + 2);
  });
  return found;
}
