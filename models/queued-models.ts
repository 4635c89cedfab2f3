import type { ModelCard } from '../schemas/model-card.ts';
import { readsDocuments } from './reads-documents.ts';

/** Whether a model is asked through an inference queue. */
export function isQueued(card: ModelCard): boolean {
  return readsDocuments(card) || card.task === 'text-classification';
}
