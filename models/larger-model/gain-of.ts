import type { StepGain } from '../../schemas/step-gain.ts';
import { seededRandom } from '../desk-training/seeded-random.ts';

/** One value in doubt: was it right before and after the larger model was asked, and did both name the same? */
export interface Asked {
  /** What it depends on: its document, or itself. */
  group: string;
  before: boolean;
  after: boolean;
  agreed: boolean;
}

type Gain = Pick<StepGain, 'rows' | 'groups' | 'before' | 'after' | 'gain' | 'low' | 'high' | 'agreed'>;

const SAMPLES = 2000;
const SEED = 7;
/** 95 %, two-sided. */
const TAIL = 0.025;

const count = (asked: readonly Asked[], is: (one: Asked) => boolean): number => asked.filter(is).length;

/** Counts, and the interval of the gain by resampling whole groups. */
export function gainOf(asked: readonly Asked[]): Gain {
  const byGroup = new Map<string, { difference: number; rows: number }>();
  for (const { group, before, after } of asked) {
    const sum = byGroup.get(group) ?? { difference: 0, rows: 0 };
    byGroup.set(group, { difference: sum.difference + Number(after) - Number(before), rows: sum.rows + 1 });
  }
  const groups = [...byGroup.values()];
  const random = seededRandom(SEED);
  const resampled = Array.from({ length: SAMPLES }, () => {
    let [difference, rows] = [0, 0];
    for (let drawn = 0; drawn < groups.length; drawn++) {
      const group = groups[Math.floor(random() * groups.length)];
      difference += group?.difference ?? 0;
      rows += group?.rows ?? 0;
    }
    return rows === 0 ? 0 : difference / rows;
  }).sort((a, b) => a - b);
  const at = (share: number) => resampled[Math.min(SAMPLES - 1, Math.floor(share * SAMPLES))] ?? 0;
  const [before, after] = [count(asked, (one) => one.before), count(asked, (one) => one.after)];
  const agreed = asked.filter((one) => one.agreed);
  return {
    rows: asked.length,
    groups: groups.length,
    before,
    after,
    gain: asked.length === 0 ? 0 : (after - before) / asked.length,
    low: at(TAIL),
    high: at(1 - TAIL),
    agreed: { rows: agreed.length, right: count(agreed, (one) => one.before) },
  };
}
