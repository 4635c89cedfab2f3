import type { Extraction } from '../schemas/document.ts';
import type { Evidence, Producer } from '../schemas/evidence.ts';

/** Everyone who vouches for a value, each once, in order of appearance. */
export function producersOf(...extractions: Extraction[]): Producer[] {
  const seen = new Map<string, Producer>();
  for (const { fields, lines, taxes } of extractions) {
    for (const row of [fields, ...lines, ...taxes]) {
      for (const { by } of Object.values<Evidence>(row)) seen.set(`${by.name}@${by.version}@${by.sha256}`, by);
    }
  }
  return [...seen.values()];
}
