import type { Statistics, StatisticsStep } from '../../schemas/statistics.ts';

const DAY_MS = 24 * 3600 * 1000;
const stepMs: Record<StatisticsStep, number> = { day: DAY_MS, week: 7 * DAY_MS, month: 31 * DAY_MS };

/** How the plots call a step; the service's weeks begin on Mondays. */
export const intervals = { day: 'day', week: 'monday', month: 'month' } as const;

/** The whole period, the first and the last step included, though nothing happened in them. */
export function timeAxis({ from, to, every, over }: Pick<Statistics, 'from' | 'to' | 'every' | 'over'>) {
  const times = over.map(({ at }) => Date.parse(at));
  const first = Math.min(Date.parse(from), ...times);
  const last = Math.max(Date.parse(to), ...times.map((time) => time + stepMs[every]));
  return { label: null, type: 'utc' as const, domain: [new Date(first), new Date(last)] };
}
