import type { Registry } from 'prom-client';
import { askedGauge } from '../../observability/asked-gauge.ts';
import { recent } from '../../observability/recent.ts';
import { countWaitingLooks, deskWatches } from '../../store/backlog.ts';
import type { ApiDependencies } from '../dependencies.ts';

const FRESH_MS = 2000;

/**
 * The error among accepted values, as second looks measure it since the desk's alarm was last cleared: a case counts
 * once, with the share of its accepted values that were wrong. The alarm is the sequential test of the bound, not a
 * comparison of this share with it.
 */
export function acceptedErrorMetrics(
  registry: Registry,
  { db, availability }: Pick<ApiDependencies, 'db' | 'availability'>,
): void {
  const watches = recent(FRESH_MS, async () => {
    await availability.require('database');
    return await deskWatches(db);
  });
  const labelNames = ['desk'] as const;
  const looks = { name: 'docket_accepted_error_looks', help: 'Second looks that docket_accepted_error_ratio rests on' };
  askedGauge(registry, { ...looks, labelNames }, async () =>
    (await watches()).map(({ desk, looked }) => ({ labels: { desk }, value: looked })),
  );
  const ratio = {
    name: 'docket_accepted_error_ratio',
    help: 'Mean share of wrong values among the accepted values of a case, by second looks; absent without any',
  };
  askedGauge(registry, { ...ratio, labelNames }, async () =>
    (await watches())
      .filter(({ looked }) => looked > 0)
      .map(({ desk, looked, errors }) => ({ labels: { desk }, value: errors / looked })),
  );
  const alarm = {
    name: 'docket_accepted_error_alarm',
    help: '1: second looks refute the bound on the error among accepted values',
  };
  askedGauge(registry, { ...alarm, labelNames }, async () =>
    (await watches()).map(({ desk, alarm: isRaised }) => ({ labels: { desk }, value: isRaised ? 1 : 0 })),
  );
  const waiting = { name: 'docket_second_looks_waiting', help: 'Cases that passed and wait for a second look' };
  askedGauge(registry, { ...waiting, labelNames }, async () => {
    await availability.require('database');
    return (await countWaitingLooks(db)).map(({ desk, count }) => ({ labels: { desk }, value: count }));
  });
}
