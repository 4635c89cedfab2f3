import type { Random } from './random.ts';

/** One kind of damage. `donor` is another sample of the same format. */
type Mutation = (bytes: Buffer, random: Random, donor: Buffer) => Buffer;

/** Somewhere in a file, its beginning and end more often: headers, cross-reference tables and directories lie there. */
function placeIn(bytes: Buffer, random: Random): number {
  const edge = Math.min(bytes.length, 1024);
  return random.pick([
    random.below(bytes.length),
    random.below(edge),
    Math.max(0, bytes.length - 1 - random.below(edge)),
  ]);
}

function chunkOf(bytes: Buffer, random: Random): Buffer {
  const from = random.below(bytes.length);
  return bytes.subarray(from, from + 1 + random.below(Math.min(4096, bytes.length)));
}

const cut = (bytes: Buffer, at: number, remove: number, insert: Buffer) =>
  Buffer.concat([bytes.subarray(0, at), insert, bytes.subarray(at + remove)]);

/** The pieces between two marks of a text format: PDF objects, XML elements, MIME parts. */
function pieces(bytes: Buffer): { from: number; to: number }[] {
  const text = bytes.toString('latin1');
  const pattern =
    /\d+ \d+ obj\b[\s\S]{0,20000}?endobj|<(\w[\w:.-]*)[^>]{0,500}>[^<]{0,2000}<\/\1>|\r?\n--[^\r\n]+\r?\n/g;
  return [...text.matchAll(pattern)].map(({ 0: piece, index }) => ({ from: index, to: index + piece.length }));
}

const mutations: Record<string, Mutation> = {
  flipBits(bytes, random) {
    const copy = Buffer.from(bytes);
    for (let left = 1 + random.below(20); left > 0; left -= 1) {
      const at = placeIn(copy, random);
      copy[at] = (copy[at] ?? 0) ^ (1 << random.below(8));
    }
    return copy;
  },
  truncate: (bytes, random) => bytes.subarray(0, 1 + random.below(bytes.length)),
  behead: (bytes, random) => bytes.subarray(random.below(Math.min(bytes.length, 2048))),
  splice: (bytes, random, donor) => cut(bytes, placeIn(bytes, random), random.below(512), chunkOf(donor, random)),
  repeat(bytes, random) {
    const chunk = chunkOf(bytes, random);
    return cut(bytes, placeIn(bytes, random), 0, Buffer.concat(Array(1 + random.below(8)).fill(chunk)));
  },
  blank(bytes, random) {
    const copy = Buffer.from(bytes);
    const at = placeIn(copy, random);
    return copy.fill(random.pick([0, 0xff, 0x20]), at, Math.min(copy.length, at + 1 + random.below(256)));
  },
  /** Numbers are lengths, offsets and references: wrong ones make loops and bombs. */
  renumber(bytes, random) {
    const text = bytes.toString('latin1');
    const numbers = [...text.matchAll(/\d{1,10}/g)];
    if (numbers.length === 0) return bytes;
    const { 0: digits, index } = random.pick(numbers);
    const others = ['0', '1', '-1', '2147483647', '99999999999', String(random.below(100)), `${digits}0`];
    return cut(bytes, index, digits.length, Buffer.from(random.pick(others)));
  },
  exchangePieces(bytes, random, donor) {
    const own = pieces(bytes);
    const given = pieces(donor);
    if (own.length === 0 || given.length === 0) return bytes;
    const { from, to } = random.pick(own);
    const piece = random.pick(given);
    return cut(bytes, from, to - from, donor.subarray(piece.from, piece.to));
  },
};
const names = Object.keys(mutations);

/** Damages a file in one to three ways; the same seed gives the same file. */
export function mutate(bytes: Buffer, random: Random, donor: Buffer): { bytes: Buffer; how: string[] } {
  let damaged = bytes;
  const how: string[] = [];
  for (let left = 1 + random.below(3); left > 0 && damaged.length > 0; left -= 1) {
    const name = random.pick(names);
    how.push(name);
    damaged = mutations[name]?.(damaged, random, donor) ?? damaged;
  }
  return { bytes: damaged, how };
}
