import { criticalFields } from '../../schemas/deciding-fields.ts';
import type { DocumentBounds } from '../../schemas/document-bound.ts';
import { bound } from './labelled-lines.ts';

/** Bounds on whole documents, made up: from 0.9 the product of all confidences keeps one in twenty. */
export const documentBounds: DocumentBounds = {
  score: 'product',
  fields: [...criticalFields],
  recognised: false,
  bounds: {
    confident: [
      { ...bound, alpha: 0.02, threshold: null, coverage: 0 },
      { ...bound, alpha: 0.05, coverage: 0.4 },
    ],
    always: [{ ...bound, alpha: 0.05, threshold: 0.95, coverage: 0.6 }],
  },
};
