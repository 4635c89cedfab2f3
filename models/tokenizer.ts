import { readFileSync } from 'node:fs';
import { Tokenizer } from '@huggingface/tokenizers';
import { DocketError } from '../schemas/errors.ts';

export type TextTokenizer = {
  /** Token ids of a text with [CLS] and [SEP], cut at `maxLength` with [SEP] kept last. */
  encode(text: string, maxLength: number): number[];
  /** Token ids of one word, without special tokens. Empty where the normaliser leaves nothing. */
  pieces(word: string): number[];
};

/** Loads a Hugging Face `tokenizer.json`. @throws DocketError `model.invalid`. */
export function loadTokenizer(path: string): TextTokenizer {
  let tokenizer: Tokenizer;
  try {
    tokenizer = new Tokenizer(JSON.parse(readFileSync(path, 'utf8')), {});
  } catch (cause) {
    throw new DocketError('model.invalid', `${path} is not a tokenizer this version can read`, { cause });
  }
  return {
    encode(text, maxLength) {
      const { ids } = tokenizer.encode(text);
      const last = ids.at(-1);
      return ids.length <= maxLength || last === undefined ? ids : [...ids.slice(0, maxLength - 1), last];
    },
    pieces: (word) => tokenizer.encode(word, { add_special_tokens: false }).ids,
  };
}
