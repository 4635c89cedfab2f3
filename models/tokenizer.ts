import { Tokenizer } from '@huggingface/tokenizers';
import { DocketError } from '../schemas/errors.ts';
import type { ModelCard } from '../schemas/model-card.ts';
import type { PackageFiles } from './packages.ts';

export type TextTokenizer = {
  /** Token ids of a text with [CLS] and [SEP], cut at `maxLength` with [SEP] kept last. */
  encode(text: string, maxLength: number): number[];
  /** Token ids of one word, without special tokens. Empty where the normaliser leaves nothing. */
  pieces(word: string): number[];
};

/** Reads a Hugging Face `tokenizer.json`. @param where names it in errors @throws DocketError `model.invalid`. */
export function parseTokenizer(json: string, where: string): TextTokenizer {
  let tokenizer: Tokenizer;
  try {
    tokenizer = new Tokenizer(JSON.parse(json), {});
  } catch (cause) {
    throw new DocketError('model.invalid', `${where} is not a tokenizer this version can read`, { cause });
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

/** The tokenizer of a package. @throws DocketError `model.invalid`. */
export async function readTokenizer(files: PackageFiles, { name, version }: ModelCard): Promise<TextTokenizer> {
  const file = await files.read('tokenizer.json');
  if (file === null) throw new DocketError('model.invalid', `${name} ${version} has no tokenizer`);
  return parseTokenizer(new TextDecoder().decode(file.bytes), `tokenizer.json of ${name} ${version}`);
}
