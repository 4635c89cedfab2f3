import type { Registry } from 'prom-client';
import { askedGauge } from './asked-gauge.ts';
import type { Part } from './availability.ts';

/** What a process needs to do its work, as it is now. */
export interface Readiness {
  /** Started, and not about to end. */
  isRunning(): boolean;
  availability: { readonly parts: readonly Part[]; away(): Promise<Part[]> };
}

/** What keeps a process from its work, in words; nothing: it is ready. */
export async function missingFor({ isRunning, availability }: Readiness): Promise<string[]> {
  const away = (await availability.away()).map((part) => `${part} does not answer`);
  return isRunning() ? away : ['starting or draining', ...away];
}

/** The same as metrics: `docket_ready` is what /readyz says. */
export function readinessMetrics(registry: Registry, readiness: Readiness): void {
  const { availability } = readiness;
  askedGauge(
    registry,
    { name: 'docket_part_up', help: '1: the part answers this process', labelNames: ['part'] },
    async () => {
      const away = await availability.away();
      return availability.parts.map((part) => ({ labels: { part }, value: away.includes(part) ? 0 : 1 }));
    },
  );
  askedGauge(registry, { name: 'docket_ready', help: '1: the process can do its work', labelNames: [] }, async () => [
    { labels: {}, value: (await missingFor(readiness)).length === 0 ? 1 : 0 },
  ]);
}
