import type { Correction, DocumentArrival, Outcome } from '../../schemas/case.ts';
import type { DocumentResult } from '../../schemas/document.ts';
import type { Evidence } from '../../schemas/evidence.ts';
import type { BlobRef } from '../../schemas/primitives.ts';
import type { Reading } from '../../schemas/reading.ts';
import { putJson } from '../../store/blobs/json.ts';
import type { BlobStore } from '../../store/blobs/port.ts';
import { producer } from './example-cases.ts';

const WORDS = ['Nordlcht', 'INV-7', '119.00'] as const;
const boxOf = (line: number): [number, number, number, number] => [40, 20 * line, 120, 20 * line + 12];

/** The reading of a page with three words, one a line. */
export async function storedReading(blobs: BlobStore): Promise<BlobRef> {
  const words = WORDS.map((text, line) => ({ text, box: boxOf(line) }));
  const page = { width: 200, height: 100, source: 'text' as const, words };
  const reading: Reading = { format: 'pdf', parts: [{ part: 1, pages: [page], eInvoice: null }], findings: [] };
  return await putJson(blobs, reading);
}

export const arrivalOf = (blob: BlobRef): DocumentArrival => ({
  kind: 'document',
  fileName: 'invoice.pdf',
  blob,
  part: 1,
  parentId: null,
});

const found = (value: string, line: number, accepted: boolean): Evidence => ({
  value,
  confidence: accepted ? 0.99 : 0.5,
  accepted,
  source: 'specialist',
  page: 0,
  box: boxOf(line),
  by: producer,
});

/** Seller in doubt, number and total accepted. */
export function foundDocument(
  status: DocumentResult['status'],
  reading: BlobRef | null,
): Outcome & { kind: 'document' } {
  return {
    kind: 'document',
    result: {
      status,
      kind: 'invoice',
      language: 'en',
      fields: {
        sellerName: found('Nordlcht', 0, false),
        invoiceNumber: found('INV-7', 1, true),
        totalGross: found('119.00', 2, true),
      },
      lines: [],
      taxes: [{ rate: found('19', 2, false) }],
      findings: [],
      reasons: [],
    },
    decision: { schemaVersion: '1', build: 'c'.repeat(64), models: [producer], thresholds: {}, escalations: [] },
    reading,
  };
}

export const wrongSeller: Correction = {
  path: 'sellerName',
  before: 'Nordlcht',
  after: 'Nordlicht',
  beforeSource: 'specialist',
};
