import type { BenchModels } from './models.ts';
import type { Section } from './report.ts';

export interface BenchContext {
  models: BenchModels;
  /** A first look in a fraction of the time: fewer rounds and smaller loads; its ratios are not recorded. */
  quick: boolean;
  /** The full number of rounds, or what a quick run makes of it. */
  rounds(full: number): number;
}

/** A file of the bench: what `--only` calls it, and its comparisons as they are measured. */
export interface Part {
  name: string;
  /** Parts that need an installation of their own run only when named. */
  onlyWhenNamed?: boolean;
  sections(context: BenchContext): AsyncIterable<Section>;
}
