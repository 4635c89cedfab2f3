import type { Registry } from 'prom-client';
import { queueStates } from '../../models/inference-queue.ts';
import { isQueued } from '../../models/queued-models.ts';
import { askedGauge } from '../../observability/asked-gauge.ts';
import type { ApiDependencies } from '../dependencies.ts';

/** Jobs of every installed model. Said by the API too, since there may be no inference worker at the time. */
export function queueMetrics(
  registry: Registry,
  { queue, models, availability }: Pick<ApiDependencies, 'queue' | 'models' | 'availability'>,
): void {
  const labelNames = ['model', 'state'] as const;
  const gauge = { name: 'docket_inference_queue_jobs', help: 'Jobs on the queue of a model by state', labelNames };
  askedGauge(registry, gauge, async () => {
    await availability.require('redis');
    const names = [...new Set(models().flatMap((card) => (isQueued(card) ? [card.name] : [])))];
    const depths = await Promise.all(names.map(async (model) => ({ model, depth: await queue.depth(model) })));
    return depths.flatMap(({ model, depth }) =>
      queueStates.map((state) => ({ labels: { model, state }, value: depth[state] })),
    );
  });
}
