import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { decideFromEvidence } from '../../activities/decide-document.ts';
import { exactExtraction } from '../../reading/exact-extraction.ts';
import { readDocument, readLimits } from '../../reading/read-document.ts';
import { renderPage } from '../../reading/render-page.ts';
import { SCHEMA_VERSION } from '../../schemas/case.ts';
import { parseConfig } from '../../schemas/config.ts';
import { putJson } from '../../store/blobs/json.ts';
import type { BlobStore } from '../../store/blobs/port.ts';
import { createCase } from '../../store/cases.ts';
import type { Database } from '../../store/database.ts';
import { recordOutcome } from '../../store/outcomes.ts';
import { recordPages } from '../../store/pages.ts';

/** Its XML states a gross total of 571.04; its page prints another. */
const sample = join(
  import.meta.dirname,
  '../../../shared/data/invoices-zugferd/files/zugferd-corpus-ZUGFeRDv1-correct-Mustangproject-MustangGnuaccountingBeispielRE-20150613-503.pdf',
);

/** A case in review because its e-invoice and its page differ: read, compared and decided by the code of the activities. */
export async function seedDifferingEInvoice({ db, blobs }: { db: Database; blobs: BlobStore }): Promise<string> {
  const limits = readLimits(parseConfig({}));
  const bytes = await readFile(sample);
  const fileName = basename(sample);
  const blob = await blobs.put(bytes, 'application/pdf');
  const { summary } = await createCase(db, {
    arrival: { kind: 'document', fileName, blob, part: 1, parentId: null },
    actor: 'session:test',
  });
  const file = await readDocument(bytes, { fileName, limits });
  const [part] = file.parts;
  if (!part?.eInvoice) throw new Error(`${sample} holds no e-invoice`);
  const image = await blobs.put(await renderPage(bytes, 'pdf', 0, { maxWidth: 1240, limits }), 'image/png');
  const reading = await putJson(blobs, file);
  const pages = part.pages.map(({ width, height }, index) => ({ index, width, height, image }));
  await recordPages(db, summary.id, { pages, reading, origin: null });
  const today = '2026-01-15';
  const extraction = exactExtraction(part.eInvoice, blob.sha256, part.comparison);
  const { result } = decideFromEvidence({ file, part, specialist: null, extraction, answers: [], today });
  const decision = {
    schemaVersion: SCHEMA_VERSION,
    build: 'c'.repeat(64),
    models: [],
    thresholds: {},
    escalations: [],
    today,
  };
  await recordOutcome(db, {
    caseId: summary.id,
    state: 'review',
    outcome: { kind: 'document', reading, result, decision },
    actor: 'workflow',
    key: 'decided',
  });
  return summary.id;
}
