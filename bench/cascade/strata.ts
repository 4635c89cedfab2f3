import { createHash } from 'node:crypto';

/** How many of those with and without doubt are asked about; the rest of a population they stand for. */
export interface StrataSizes {
  doubtful: number;
  sure: number;
}

const place = (seed: number, id: string) => createHash('sha256').update(`${seed}:${id}`).digest('hex');

/** A sample by the seed and the ids alone, more of the doubtful than their share, each with the number it stands for. */
export function stratified<T extends { id: string }>(
  rows: readonly T[],
  isDoubtful: (row: T) => boolean,
  sizes: StrataSizes,
  seed: number,
): { row: T; weight: number; doubtful: boolean }[] {
  return [true, false].flatMap((doubtful) => {
    const stratum = rows.filter((row) => isDoubtful(row) === doubtful);
    const drawn = stratum
      .map((row) => ({ row, at: place(seed, row.id) }))
      .sort((a, b) => (a.at < b.at ? -1 : 1))
      .slice(0, doubtful ? sizes.doubtful : sizes.sure);
    return drawn.map(({ row }) => ({ row, weight: stratum.length / drawn.length, doubtful }));
  });
}
