import type { Word } from '../../schemas/words.ts';

/** A scan often carries a stamp, a page number or a "scanned by" line as text; a page of text has more words. */
const FEW_WORDS = 8;
/** Share of unreadable characters from which a text layer counts as broken (fonts without a Unicode mapping). */
const BROKEN_SHARE = 0.2;
/** Single unreadable glyphs are bullets and ornaments; this many words of them are text that is missing. */
const BROKEN_WORDS = 3;
const UNREADABLE = /[\ufffd\p{Co}\p{Cn}]/gu;
/** Share of a layer's words that recognition must find again for the layer to be trusted. */
const TRUSTED_SHARE = 0.5;

const unreadableCharacters = (text: string) => text.match(UNREADABLE)?.length ?? 0;

export const isThin = (words: readonly { text: string }[]): boolean => words.length < FEW_WORDS;

/** Whether most of a word's characters have no known meaning. */
export const isUnreadable = ({ text }: { text: string }): boolean =>
  text.length > 1 && unreadableCharacters(text) > text.length / 2;

/** How far the characters of a page are without meaning: so much that none is worth keeping, in single words, or not. */
export function damage(words: readonly { text: string }[]): 'broken' | 'partial' | 'none' {
  const text = words.map((word) => word.text).join('');
  if (unreadableCharacters(text) > BROKEN_SHARE * text.length) return 'broken';
  return words.filter(isUnreadable).length >= BROKEN_WORDS ? 'partial' : 'none';
}

const fold = (text: string) =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/** Whether recognition of the same place finds the words of a text layer again. */
export function agrees(layer: readonly { text: string }[], recognised: readonly Word[]): boolean {
  const found = recognised.map(({ text }) => fold(text)).join('');
  const telling = layer.map(({ text }) => fold(text)).filter((text) => text.length >= 3);
  const hits = telling.filter((text) => found.includes(text)).length;
  return telling.length > 0 && hits >= TRUSTED_SHARE * telling.length;
}
