import { openParts } from '../../activities/open-parts.ts';
import { readDocument, readLimits } from '../../reading/read-document.ts';
import { parseConfig } from '../../schemas/config.ts';
import type { Page } from '../../schemas/words.ts';
import { putJson } from '../../store/blobs/json.ts';
import type { BlobStore } from '../../store/blobs/port.ts';
import { createCase } from '../../store/cases.ts';
import type { Database } from '../../store/database.ts';
import { recordOutcome } from '../../store/outcomes.ts';
import { recordPages } from '../../store/pages.ts';
import { bakery, drawPapers, hardware } from '../reading/draw-papers.ts';
import { evidenceOnPage, producer } from './evidence-on-page.ts';

/** Two cases in review of one picture with two receipts, read by the reader, each with its total. */
export async function seedReceipts({
  db,
  blobs,
}: {
  db: Database;
  blobs: BlobStore;
}): Promise<{ id: string; page: Page }[]> {
  const limits = readLimits(parseConfig({}));
  const picture = await drawPapers({ width: 1300, height: 1000, ground: '#4a3b30' }, [
    { ...bakery, x: 330, y: 420 },
    { ...hardware, x: 960, y: 520 },
  ]);
  const blob = await blobs.put(picture, 'image/png');
  const arrival = { kind: 'document', fileName: 'receipts.png', blob, part: 1, parentId: null } as const;
  const { summary } = await createCase(db, { arrival, actor: 'session:test' });
  const file = await readDocument(picture, { fileName: 'receipts.png', limits });
  const reading = await putJson(blobs, file);
  const opened = await openParts({ db, blobs })({ caseId: summary.id, reading, part: 1, arrival });
  const ids = [summary.id, ...opened.map(({ caseId }) => caseId)];
  const cases = file.parts.flatMap(({ pages: [page] }, index) => (page ? [{ id: ids[index] ?? '', page }] : []));
  for (const [index, { id, page }] of cases.entries()) {
    const { width, height } = page;
    await recordPages(db, id, { pages: [{ index: 0, width, height, image: blob }], reading, origin: null });
    const total = ['10.35', '40.59'][index] ?? '';
    const totalGross = evidenceOnPage([page], total, total, { confidence: 0.5, accepted: false });
    await recordOutcome(db, {
      caseId: id,
      state: 'review',
      outcome: {
        kind: 'document',
        reading,
        result: {
          fields: { totalGross },
          lines: [],
          taxes: [],
          status: 'review',
          kind: 'receipt',
          language: 'en',
          findings: [],
          reasons: [{ code: 'field.doubtful', message: 'Total gross is only 50 % certain', field: 'totalGross' }],
        },
        decision: { schemaVersion: '1', build: 'c'.repeat(64), models: [producer], thresholds: {}, escalations: [] },
      },
      actor: 'workflow',
      key: 'decided',
    });
  }
  return cases;
}
