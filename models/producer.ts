import type { Producer } from '../schemas/evidence.ts';
import { type ModelCard, weightsFile } from '../schemas/model-card.ts';

/** Who vouches for what a model says: its name, version and the SHA-256 of its weights. */
export function producerOf(card: ModelCard): Producer {
  return { name: card.name, version: card.version, sha256: card.files[weightsFile(card)]?.sha256 ?? null };
}
