import { type Contender, type Figures, figuresOf } from '../measure.ts';
import type { Section } from '../report.ts';
import { type PartTimes, timesOf } from './process-times.ts';

export const TOGETHER = 'all together';

/** Notes beside the wall time of contenders what CPU time each part of the run took for a unit. */
export class CpuMeter {
  readonly #rounds = new Map<string, PartTimes[]>();

  /** The same contender, metered. `units`: how many one run is of. */
  metered(name: string, units: number, contender: Contender): Contender {
    this.#rounds.set(name, []);
    return async () => {
      let result = Number.NaN;
      const times = await timesOf(async () => {
        result = await contender();
      });
      if (times !== null) this.#rounds.get(name)?.push(perUnit(times, units));
      return result;
    };
  }

  /** CPU milliseconds a unit by part, the costliest first, without the first run, which is not counted elsewhere either. */
  figures(name: string): Record<string, Figures> {
    const rounds = (this.#rounds.get(name) ?? []).slice(1);
    const parts = [...new Set(rounds.flatMap((times) => Object.keys(times)))];
    const figures = parts.map((part): [string, Figures] => [part, figuresOf(rounds.map((times) => times[part] ?? 0))]);
    return Object.fromEntries(figures.toSorted(([, a], [, b]) => b.median - a.median));
  }

  section(name: string, title: string, unit: string): Section {
    return { title, unit, measure: 'CPU ms', limit: TOGETHER, figures: this.figures(name), ratios: {}, notes: [] };
  }
}

function perUnit(times: PartTimes, units: number): PartTimes {
  const parts = Object.entries(times).map(([part, ms]): [string, number] => [part, ms / units]);
  return Object.fromEntries([...parts, [TOGETHER, parts.reduce((sum, [, ms]) => sum + ms, 0)]]);
}
