import type { Box } from '../../schemas/place.ts';

/** A value with its place; `raw` is the uncalibrated score in 0..1; `words` index the page. */
export type Found = {
  value: string;
  raw: number;
  page: number;
  box: Box;
  words: number[];
  source: 'specialist' | 'rule';
};
export type FoundFields = Partial<Record<string, Found>>;
