import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { readDocument, readLimits } from '../../reading/read-document.ts';
import { renderPage } from '../../reading/render-page.ts';
import type { Outcome } from '../../schemas/case.ts';
import { parseConfig } from '../../schemas/config.ts';
import type { DocumentResult } from '../../schemas/document.ts';
import type { BlobRef } from '../../schemas/primitives.ts';
import { putJson } from '../../store/blobs/json.ts';
import type { BlobStore } from '../../store/blobs/port.ts';
import { createCase } from '../../store/cases.ts';
import type { Database } from '../../store/database.ts';
import { recordOutcome } from '../../store/outcomes.ts';
import { recordPages } from '../../store/pages.ts';
import { evidenceOnPage, producer } from './evidence-on-page.ts';

const sample = join(import.meta.dirname, '../../../shared/data/invoices-invoice2data/files/AzureInterior.pdf');
export const samplePath = sample;

type Extracted = Pick<DocumentResult, 'fields' | 'lines' | 'taxes'>;

/** A case in review: a real invoice, read and drawn by the reader, with two values in doubt and one wrong. */
export async function seedDocumentInReview({ db, blobs }: { db: Database; blobs: BlobStore }): Promise<string> {
  const limits = readLimits(parseConfig({}));
  const bytes = await readFile(sample);
  const fileName = basename(sample);
  const blob = await blobs.put(bytes, 'application/pdf');
  const { summary } = await createCase(db, {
    arrival: { kind: 'document', fileName, blob, part: 1, parentId: null },
    actor: 'session:test',
  });
  const file = await readDocument(bytes, { fileName, limits });
  const pages = file.parts[0]?.pages ?? [];
  const image = await blobs.put(await renderPage(bytes, 'pdf', 0, { maxWidth: 1240, limits }), 'image/png');
  const reading = await putJson(blobs, file);
  const sizes = pages.map(({ width, height }, index) => ({ index, width, height, image }));
  await recordPages(db, summary.id, { pages: sizes, reading, origin: null });
  const at = (text: string, value: string, certainty = {}) => evidenceOnPage(pages, text, value, certainty);
  const extracted: Extracted = {
    fields: {
      invoiceNumber: at('INV/2023/03/0008', 'INV/2023/03/0008'),
      issueDate: at('03/20/2023', '2023-03-20'),
      dueDate: at('04/04/2023', '2023-04-04', { confidence: 0.71, accepted: false }),
      sellerName: at('Azure Interior', 'Azure Interior'),
      sellerAddress: at('4557 De Silva St', '4557 De Silva St, Fremont CA 94538, United States'),
      buyerName: at('YourCompany, Mitchell Admin', 'YourCompany, Mitchell Admin'),
      paymentTerms: at('15 Days', '15 Days'),
      paymentReference: at('202309097001', '202309097001'),
      currency: at('$ 42.00', 'USD', { confidence: 0.93 }),
      totalNet: at('262.90', '262.90'),
      totalTax: at('16.94', '16.94'),
      totalGross: at('150.90', '150.90', { confidence: 0.42, accepted: false }),
    },
    lines: [
      {
        description: at('Beeswax XL', 'Beeswax XL'),
        quantity: at('1.00', '1.00'),
        unitPrice: at('42.00', '42.00'),
        lineTotal: at('42.00', '42.00'),
      },
      {
        description: at('Office Chair', 'Office Chair'),
        quantity: at('1.00', '1.00'),
        unitPrice: at('70.00', '70.00'),
        lineTotal: at('70.00', '70.00'),
      },
      { description: at('Olive Oil', 'Olive Oil'), unitPrice: at('1.00', '1.00'), lineTotal: at('0.90', '0.90') },
      {
        description: at('Luxury Truffles', 'Luxury Truffles'),
        quantity: at('15.00 g', '15.00'),
        unitPrice: at('10.00', '10.00'),
        lineTotal: at('$ 150.00', '150.00'),
      },
    ],
    taxes: [{ rate: at('15%', '15'), base: at('112.90', '112.90'), amount: at('16.94', '16.94') }],
  };
  await recordOutcome(db, {
    caseId: summary.id,
    state: 'review',
    outcome: documentOutcome(extracted, reading),
    actor: 'workflow',
    key: 'decided',
  });
  return summary.id;
}

function documentOutcome(extracted: Extracted, reading: BlobRef): Outcome {
  const threshold = {
    threshold: 0.9,
    alpha: 0.02,
    delta: 0.1,
    n: 412,
    groups: 61,
    coverage: 0.83,
    population: 'digital invoices',
  };
  return {
    kind: 'document',
    reading,
    result: {
      ...extracted,
      status: 'review',
      kind: 'invoice',
      language: 'en',
      findings: [
        {
          rule: 'sum.net-tax-gross',
          severity: 'error',
          message: 'Total net 262.90 and total tax 16.94 make 279.84, not 150.90',
          fields: ['totalGross'],
        },
      ],
      reasons: [
        { code: 'field.doubtful', message: 'Due date is only 71 % certain', field: 'dueDate' },
        { code: 'field.doubtful', message: 'Total gross is only 42 % certain', field: 'totalGross' },
      ],
    },
    decision: {
      schemaVersion: '1',
      build: 'c'.repeat(64),
      models: [producer],
      thresholds: { totalGross: threshold, dueDate: threshold },
      escalations: [],
    },
  };
}
