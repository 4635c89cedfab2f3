import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DocketError } from '../schemas/errors.ts';
import type { ModelCard } from '../schemas/model-card.ts';
import type { GramVocabulary } from './gram-features.ts';
import type { LinearHead } from './linear-head.ts';

export const HEAD_FILE = 'head.bin';
export const GRAMS_FILE = 'grams.json';

/** `head.bin`: weights, bias and the rarity of the grams as float32, little-endian. */
export function headBytes(head: LinearHead, { rarity }: GramVocabulary): Uint8Array {
  const all = new Float32Array(head.weights.length + head.bias.length + rarity.length);
  all.set(head.weights);
  all.set(head.bias, head.weights.length);
  all.set(rarity, head.weights.length + head.bias.length);
  return new Uint8Array(all.buffer);
}

/** Reads the head of a verified package. @throws DocketError `model.invalid` where its files do not fit its card. */
export function readHead(folder: string, card: ModelCard): { head: LinearHead; vocabulary: GramVocabulary } {
  const { head: shape, labels } = card;
  const invalid = (why: string) => new DocketError('model.invalid', `${card.name} ${card.version}: ${why}`);
  if (shape === undefined) throw invalid('the card describes no head');
  const bytes = readFileSync(join(folder, HEAD_FILE));
  const all = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  const grams = JSON.parse(readFileSync(join(folder, GRAMS_FILE), 'utf8')) as string[];
  const weights = (shape.dense + shape.grams) * labels.length;
  if (all.length !== weights + labels.length + shape.grams || grams.length !== shape.grams) {
    throw invalid(`${HEAD_FILE} and ${GRAMS_FILE} do not have the shape that the card states`);
  }
  return {
    head: {
      dense: shape.dense,
      labels: labels.length,
      weights: all.subarray(0, weights),
      bias: all.subarray(weights, weights + labels.length),
    },
    vocabulary: { grams, rarity: all.subarray(weights + labels.length) },
  };
}
