import type { Sample } from './sample.ts';

export const MIB = 2 ** 20;

/** Minutes since the load began. */
export const minutesOf = ({ at }: Pick<Sample, 'at'>): number => at / 60;
