import { Gauge, type Registry } from 'prom-client';

export interface Sample<Label extends string> {
  labels: Record<Label, string>;
  value: number;
}

/**
 * A gauge that is asked for when it is read. Where `ask` fails its series are absent, so that nobody takes an old value or
 * a zero for the truth, and the other metrics are answered all the same.
 */
export function askedGauge<Label extends string = never>(
  registry: Registry,
  { name, help, labelNames }: { name: string; help: string; labelNames: readonly Label[] },
  ask: () => Promise<Sample<Label>[]>,
): void {
  new Gauge({
    name,
    help,
    labelNames,
    registers: [registry],
    async collect() {
      const samples = await ask().catch(() => []);
      this.reset();
      // A gauge without labels starts at zero.
      if (labelNames.length === 0) this.remove();
      for (const { labels, value } of samples) this.set(labels, value);
    },
  });
}
