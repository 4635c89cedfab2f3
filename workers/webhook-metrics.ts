import { Counter, Histogram, type Registry } from 'prom-client';

/** `failed`: tried again later; `dead`: given up after the last try. */
export type DeliveryResult = 'delivered' | 'failed' | 'dead';
/** Notes one try. */
export type NoteDelivery = (result: DeliveryResult, ms: number) => void;

export function webhookMetrics(registry: Registry): NoteDelivery {
  const registers = [registry];
  const deliveries = new Counter({
    name: 'docket_webhook_deliveries_total',
    help: 'Tries to deliver a webhook event by result; failed ones are tried again, dead ones are not',
    labelNames: ['result'],
    registers,
  });
  const seconds = new Histogram({
    name: 'docket_webhook_delivery_seconds',
    help: 'Time that a receiver took for a webhook event',
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15],
    registers,
  });
  return (result, ms) => {
    deliveries.inc({ result });
    seconds.observe(ms / 1000);
  };
}
