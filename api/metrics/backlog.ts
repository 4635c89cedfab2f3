import type { Registry } from 'prom-client';
import { askedGauge } from '../../observability/asked-gauge.ts';
import { recent } from '../../observability/recent.ts';
import { countOpenCases } from '../../store/backlog.ts';
import { outboxState } from '../../store/webhooks.ts';
import type { ApiDependencies } from '../dependencies.ts';

/** Well below a usual scrape interval. */
const FRESH_MS = 2000;

/** What waits in the database: open cases, and webhook events. Every API process says the same. */
export function backlogMetrics(
  registry: Registry,
  { db, availability }: Pick<ApiDependencies, 'db' | 'availability'>,
): void {
  const whenThere = <T>(ask: () => Promise<T>) =>
    recent(FRESH_MS, async () => {
      await availability.require('database');
      return await ask();
    });
  const openCases = whenThere(() => countOpenCases(db));
  const outbox = whenThere(() => outboxState(db));

  const byState = ['kind', 'desk', 'state'] as const;
  askedGauge(
    registry,
    { name: 'docket_open_cases', help: 'Cases that are not closed', labelNames: byState },
    async () =>
      (await openCases()).map(({ kind, desk, state, count }) => ({ labels: { kind, desk, state }, value: count })),
  );
  const oldest = {
    name: 'docket_oldest_open_case_seconds',
    help: 'Time since the oldest case that is not closed arrived',
  };
  askedGauge(registry, { ...oldest, labelNames: byState }, async () =>
    (await openCases()).map(({ kind, desk, state, oldestSeconds }) => ({
      labels: { kind, desk, state },
      value: oldestSeconds,
    })),
  );
  const overdue = { name: 'docket_overdue_cases', help: 'Cases that wait for a person beyond their deadline' };
  askedGauge(registry, { ...overdue, labelNames: ['kind', 'desk'] }, async () =>
    (await openCases())
      .filter(({ state }) => state === 'review')
      .map(({ kind, desk, overdue: value }) => ({ labels: { kind, desk }, value })),
  );

  const events = { name: 'docket_webhook_events', help: 'Webhook events that wait for delivery, and those given up' };
  askedGauge(registry, { ...events, labelNames: ['state'] }, async () => {
    const { waiting, dead } = await outbox();
    return [
      { labels: { state: 'waiting' }, value: waiting },
      { labels: { state: 'dead' }, value: dead },
    ];
  });
  const oldestEvent = {
    name: 'docket_oldest_webhook_event_seconds',
    help: 'Age of the webhook event that waits longest for its delivery; 0: none waits',
  };
  askedGauge(registry, { ...oldestEvent, labelNames: [] }, async () => [
    { labels: {}, value: (await outbox()).oldestSeconds },
  ]);
}
