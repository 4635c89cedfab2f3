import type { ModelCard } from '../schemas/model-card.ts';

/** A document specialist or teacher labels words with their places; a ticket's words have none. */
export function readsDocuments(card: ModelCard): boolean {
  return card.task === 'token-classification' && card.input?.layout === true;
}
