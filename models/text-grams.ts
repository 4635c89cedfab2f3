/** Longer texts are counted up to here: what a ticket is about stands in its beginning. */
const MOST_CHARACTERS = 6000;
const SHORTEST = 3;
const LONGEST = 5;

/** Words, pairs of words and parts of words of one text, each with how often it occurs. Kinds are told by their first character. */
export function countGrams(text: string): { words: Map<string, number>; parts: Map<string, number> } {
  const tokens =
    text
      .slice(0, MOST_CHARACTERS)
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  const words = new Map<string, number>();
  const parts = new Map<string, number>();
  const add = (counts: Map<string, number>, gram: string) => counts.set(gram, (counts.get(gram) ?? 0) + 1);
  tokens.forEach((token, index) => {
    add(words, token);
    const next = tokens[index + 1];
    if (next !== undefined) add(words, `${token} ${next}`);
    const padded = `_${token}_`;
    for (let size = SHORTEST; size <= LONGEST; size++) {
      for (let from = 0; from + size <= padded.length; from++) add(parts, `#${padded.slice(from, from + size)}`);
    }
  });
  return { words, parts };
}
