import { queryOptions } from '@tanstack/react-query';
import {
  type SavingsAssumptions,
  type StatisticsStep,
  savingsAssumptions,
  statistics,
} from '../../schemas/statistics.ts';
import { getJson, putJson } from './request.ts';

const DAY_MS = 24 * 3600 * 1000;
const PAUSE_MS = 60_000;

/** Periods on offer, in days, each with the step that makes its plots easy to read. */
export const periods: Readonly<Record<number, StatisticsStep>> = { 7: 'day', 30: 'day', 90: 'week', 365: 'month' };

export const statisticsQuery = (days: number, desk: string | undefined) =>
  queryOptions({
    queryKey: ['statistics', days, desk],
    queryFn: ({ signal }) => {
      const search = new URLSearchParams({
        from: new Date(Date.now() - days * DAY_MS).toISOString(),
        every: periods[days] ?? 'day',
        ...(desk === undefined ? {} : { desk }),
      });
      return getJson(`/v1/statistics?${search}`, statistics, signal);
    },
    refetchInterval: PAUSE_MS,
  });

export const setAssumptions = (assumptions: SavingsAssumptions) =>
  putJson('/v1/statistics/assumptions', assumptions, savingsAssumptions);
