import { codeList } from './code-list.ts';

/** UNTDID 1001: document types of a credit note. */
export const creditNoteTypes = codeList(`
  81 83 261 262 296 308 381 396 420 458 502 503 532
`);
