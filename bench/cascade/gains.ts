import { seededRandom } from '../../models/desk-training/seeded-random.ts';
import { always, ladder, leastCertainFirst, never, qualityAt, random, type Unit, type Way } from './units.ts';

/** The aim: this share of the gain of always asking, with at most that share asked about. */
export const AIM_KEPT = 0.95;
export const AIM_SHARE = 0.15;

export interface Interval {
  value: number;
  low: number;
  high: number;
}

/** `no-gain`: always asking is not shown to gain, so the ladder skips the step. */
export type Verdict = 'keeps' | 'falls-short' | 'no-gain';

export interface Comparison {
  units: number;
  groups: number;
  doubtful: number;
  never: Way;
  ladder: Way;
  random: Way;
  always: Way;
  /** Over never asking, with 95 % intervals by bootstrap over groups. */
  ladderGain: Interval;
  alwaysGain: Interval;
  /** Of the least certain `AIM_SHARE`. */
  gainAtAim: number;
  verdict: Verdict;
}

const SAMPLES = 1000;
const SEED = 7;
const TAIL = 0.025;

/** Resamples whole groups, those with doubts and those without apart: so they were drawn. */
function interval(units: readonly Unit[], of: (units: readonly Unit[]) => number): Interval {
  const groups = Map.groupBy(units, ({ group }) => group);
  const [doubtful, sure] = [true, false].map((is) =>
    [...groups.values()].filter((members) => members.some((unit) => unit.doubtful) === is),
  );
  const draw = seededRandom(SEED);
  const again = (strata: Unit[][] = []) => strata.map(() => strata[Math.floor(draw() * strata.length)] ?? []);
  const values = Array.from({ length: SAMPLES }, () => of([...again(doubtful), ...again(sure)].flat())).sort(
    (a, b) => a - b,
  );
  const at = (share: number) => values[Math.floor(share * SAMPLES)] ?? Number.NaN;
  return { value: of(units), low: at(TAIL), high: at(1 - TAIL) };
}

export function compareWays(units: readonly Unit[]): Comparison {
  const taken = ladder(units);
  const ladderGain = interval(units, (some) => ladder(some).quality - never(some).quality);
  const alwaysGain = interval(units, (some) => always(some).quality - never(some).quality);
  const curve = leastCertainFirst(units);
  const gainAtAim = qualityAt(curve, AIM_SHARE) - never(units).quality;
  const reached = Math.max(taken.share <= AIM_SHARE ? ladderGain.value : Number.NEGATIVE_INFINITY, gainAtAim);
  const verdict =
    alwaysGain.low <= 0 && ladderGain.low <= 0
      ? 'no-gain'
      : reached >= AIM_KEPT * alwaysGain.value
        ? 'keeps'
        : 'falls-short';
  return {
    units: units.length,
    groups: new Set(units.map(({ group }) => group)).size,
    doubtful: units.filter((unit) => unit.doubtful).length,
    never: never(units),
    ladder: taken,
    random: random(units, taken.share),
    always: always(units),
    ladderGain,
    alwaysGain,
    gainAtAim,
    verdict,
  };
}
