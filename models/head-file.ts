import { DocketError } from '../schemas/errors.ts';
import type { DeskHead, ModelCard } from '../schemas/model-card.ts';
import type { GramVocabulary } from './gram-features.ts';
import type { LinearHead } from './linear-head.ts';
import type { PackageFiles } from './packages.ts';

export const HEAD_FILE = 'head.bin';
export const GRAMS_FILE = 'grams.json';

/** `head.bin` in float32: weights, bias and the rarity of the grams as float32, little-endian. */
export function headBytes(head: LinearHead, { rarity }: GramVocabulary): Uint8Array {
  const all = new Float32Array(head.weights.length + head.bias.length + rarity.length);
  all.set(head.weights);
  all.set(head.bias, head.weights.length);
  all.set(rarity, head.weights.length + head.bias.length);
  return new Uint8Array(all.buffer);
}

/** Reads the head of a verified package. @throws DocketError `model.invalid` where its files do not fit its card. */
export async function readHead(
  files: PackageFiles,
  card: ModelCard,
): Promise<{ head: LinearHead; vocabulary: GramVocabulary }> {
  const { head: shape, labels } = card;
  const invalid = (why: string) => new DocketError('model.invalid', `${card.name} ${card.version}: ${why}`);
  if (shape === undefined) throw invalid('the card describes no head');
  const read = async (name: string) => {
    if (!Object.hasOwn(card.files, name)) throw invalid(`the card describes a head but lists no ${name}`);
    return (await files.read(name))?.bytes ?? new Uint8Array();
  };
  const bytes = await read(HEAD_FILE);
  const parts =
    shape.precision === 'int8' ? int8Parts(bytes, shape, labels.length) : floatParts(bytes, shape, labels.length);
  const grams = JSON.parse(new TextDecoder().decode(await read(GRAMS_FILE))) as string[];
  if (parts === null || grams.length !== shape.grams) {
    throw invalid(`${HEAD_FILE} and ${GRAMS_FILE} do not have the shape that the card states`);
  }
  const { rarity, ...head } = parts;
  return { head: { dense: shape.dense, labels: labels.length, ...head }, vocabulary: { grams, rarity } };
}

type HeadParts = Pick<LinearHead, 'weights' | 'bias'> & { rarity: Float32Array };

/** The numbers of `head.bin` where its weights are float32; null where it is of another size. */
function floatParts(bytes: Uint8Array, { dense, grams }: DeskHead, labels: number): HeadParts | null {
  const weights = (dense + grams) * labels;
  if (bytes.length !== 4 * (weights + labels + grams)) return null;
  const all = floatsOf(bytes);
  return {
    weights: all.subarray(0, weights),
    bias: all.subarray(weights, weights + labels),
    rarity: all.subarray(weights + labels),
  };
}

/** The same where its weights are int8, multiplied out. */
function int8Parts(bytes: Uint8Array, { dense, grams }: DeskHead, labels: number): HeadParts | null {
  const features = dense + grams;
  const floats = labels + grams + features;
  if (bytes.length !== 4 * floats + features * labels) return null;
  const all = floatsOf(bytes.subarray(0, 4 * floats));
  const scale = all.subarray(labels + grams);
  const codes = new Int8Array(bytes.buffer, bytes.byteOffset + 4 * floats, features * labels);
  return {
    weights: Float32Array.from(codes, (code, place) => code * (scale[Math.floor(place / labels)] as number)),
    bias: all.subarray(0, labels),
    rarity: all.subarray(labels, labels + grams),
  };
}

/** A copy that begins where a float may. */
const floatsOf = (bytes: Uint8Array): Float32Array => new Float32Array(new Uint8Array(bytes).buffer);
