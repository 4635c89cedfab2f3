/** Figures of one contender, by default in milliseconds a unit (a text, a window, a case); less is better. */
export interface Figures {
  median: number;
  /** The 10 % and the 90 % quantile. */
  low: number;
  high: number;
  p95: number;
  rounds: number;
  /** In the order of the rounds. */
  values: number[];
}

/** How two contenders compare: the median over the rounds, each of which measured both. */
export interface Ratio extends Omit<Figures, 'values' | 'p95'> {
  better: 'lower' | 'higher';
  /** What is aimed at: at least this where higher is better, at most this where lower is. */
  goal?: number;
}

/** One run of a contender. @returns milliseconds a unit */
export type Contender = () => Promise<number>;

export const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;

export function figuresOf(values: readonly number[]): Figures {
  const sorted = values.toSorted((a, b) => a - b);
  return {
    median: quantile(sorted, 0.5),
    low: quantile(sorted, 0.1),
    high: quantile(sorted, 0.9),
    p95: quantile(sorted, 0.95),
    rounds: sorted.length,
    values: [...values],
  };
}

/** `above` over `below`, round by round. @throws where they were not measured in the same rounds */
export function ratioOf(
  above: Figures | undefined,
  below: Figures | undefined,
  { better, goal }: { better: Ratio['better']; goal?: number },
): Ratio {
  if (above === undefined || below === undefined || above.rounds !== below.rounds)
    throw new Error('a ratio needs two contenders of the same rounds');
  const {
    values: _,
    p95: __,
    ...spread
  } = figuresOf(above.values.map((value, round) => value / (below.values[round] ?? 0)));
  return { ...spread, better, ...(goal === undefined ? {} : { goal }) };
}

/** `above` over `below` where both are costs: the smaller the better. */
export const costOver = (above: Figures | undefined, below: Figures | undefined, goal?: number): Ratio =>
  ratioOf(above, below, { better: 'lower', ...(goal === undefined ? {} : { goal }) });

/** The least time a unit that CPU times of the same rounds take together: all `cores` at work without a pause. */
export function leastTime(cpu: readonly Figures[], cores: number): Figures {
  const [first] = cpu;
  if (first === undefined || cpu.some(({ rounds }) => rounds !== first.rounds))
    throw new Error('CPU times add up only where they are of the same rounds');
  return figuresOf(
    first.values.map((_, round) => cpu.reduce((sum, { values }) => sum + (values[round] ?? 0), 0) / cores),
  );
}

/**
 * Measures contenders side by side: each round runs every one once, in turn from another first, so that what else the
 * machine does falls on all alike. One round before the first is not counted.
 */
export async function sideBySide<Name extends string>(
  contenders: Record<Name, Contender>,
  rounds: number,
): Promise<Record<Name, Figures>> {
  const names = Object.keys(contenders) as Name[];
  const values = new Map<Name, number[]>(names.map((name) => [name, []]));
  for (let round = -1; round < rounds; round++) {
    for (let turn = 0; turn < names.length; turn++) {
      const name = names[(turn + round + 1) % names.length];
      if (name === undefined) continue;
      const value = await contenders[name]();
      if (round >= 0) values.get(name)?.push(value);
    }
  }
  return Object.fromEntries(names.map((name) => [name, figuresOf(values.get(name) ?? [])])) as Record<Name, Figures>;
}

/** Milliseconds a unit that `work` takes for `units`. */
export async function timed(units: number, work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / units;
}

/** Does `count` pieces of work, at most `limit` of them at once. What is under way ends before a failure is thrown. */
export async function atMostAtOnce(
  count: number,
  limit: number,
  work: (index: number) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < count) await work(next++);
  };
  const lanes = await Promise.allSettled(Array.from({ length: Math.min(limit, count) }, lane));
  for (const ended of lanes) if (ended.status === 'rejected') throw ended.reason;
}
