import type { Registry } from './registry.ts';

export type Desk = { name: string; labels: string[]; languages: string[] };

/** The desks that can take tickets: every installed text classifier, by name. */
export function listDesks(registry: Registry): Desk[] {
  return registry
    .list()
    .filter((card) => card.task === 'text-classification')
    .map((card) => ({ name: card.name, labels: card.labels, languages: card.language }));
}
