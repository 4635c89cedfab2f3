import type { DocumentSpecialist } from '../../models/document-specialist.ts';
import type { DocumentFields } from '../../schemas/document.ts';
import type { Producer } from '../../schemas/evidence.ts';
import { fieldNames } from '../../schemas/fields.ts';
import type { AcceptanceThreshold } from '../../schemas/model-card.ts';
import type { DocumentInference } from '../../schemas/queues.ts';
import type { Page, Word } from '../../schemas/words.ts';

/** As sure as its words were read; this sure where the reader says nothing. */
const SURE = 0.99;
const SHA256 = 'a'.repeat(64);

export const bound: AcceptanceThreshold = {
  threshold: 0.9,
  alpha: 0.02,
  delta: 0.05,
  n: 1000,
  groups: 200,
  coverage: 0.9,
  population: 'lines of the form "field: value"',
};

const weights: [number, number, number] = [1, 1, 0];
const escalation = {
  after: { name: 'invoice', version: '1.0.0', sha256: SHA256 },
  n: 1000,
  weights: { agree: weights, alone: weights },
  thresholds: { '*': bound },
};

/**
 * A document specialist small enough to read in a test: finds `field: value` on a line of its own. `lenient` trusts
 * every word, as a larger model that reads better would.
 */
export function labelledLines(name: string, options: { lenient: boolean }): DocumentSpecialist {
  const producer: Producer = { name, version: '1.0.0', sha256: SHA256 };
  const extract = async (pages: Page[], asked?: string[]): Promise<DocumentInference> => {
    const fields: DocumentFields = {};
    for (const [page, { words }] of pages.entries()) {
      for (const [index, word] of words.entries()) {
        const field = fieldNames.find((candidate) => word.text === `${candidate}:`);
        const value = words[index + 1];
        if (!field || !value || (asked && !asked.includes(field))) continue;
        fields[field] = evidenceOf(value, page, producer, options.lenient);
      }
    }
    return { fields, lines: [], taxes: [], kind: { value: 'invoice', confidence: SURE } };
  };
  return {
    producer,
    thresholds: { '*': bound },
    ...(options.lenient ? { escalation } : {}),
    extract: (pages, { fields } = {}) => extract(pages, fields),
    extractBatch: (requests) => Promise.all(requests.map(({ pages, fields }) => extract(pages, fields))),
  };
}

function evidenceOf(value: Word, page: number, by: Producer, lenient: boolean) {
  const confidence = lenient ? SURE : (value.confidence ?? SURE);
  return {
    value: value.text,
    confidence,
    accepted: confidence >= (bound.threshold ?? 1),
    source: 'specialist' as const,
    page,
    box: value.box,
    by,
  };
}
