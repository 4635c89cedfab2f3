import { openParts } from '../../activities/open-parts.ts';
import { originOf } from '../../activities/origin-of.ts';
import { readDocument, readLimits } from '../../reading/read-document.ts';
import { parseConfig } from '../../schemas/config.ts';
import { putJson } from '../../store/blobs/json.ts';
import type { BlobStore } from '../../store/blobs/port.ts';
import { createCase } from '../../store/cases.ts';
import type { Database } from '../../store/database.ts';
import { recordPages } from '../../store/pages.ts';
import { makeMail } from '../reading/make-mail.ts';
import { tinyPdf } from '../reading/tiny-pdf.ts';
import { ublInvoice } from '../workflows/samples.ts';

const pdf = tinyPdf(['Credit note 4712\nTotal 5.00 EUR for goods that came back']);
const mail = makeMail(
  [
    { type: 'text/plain', content: 'Please find our invoice and a credit note attached.' },
    { name: 'invoice.xml', type: 'application/xml', content: ublInvoice },
    { name: 'credit-note.pdf', type: 'application/pdf', content: pdf },
  ],
  { Subject: 'March' },
);

/** Two cases of one e-mail, read and opened by the code of the activities, not decided yet. */
export async function seedMail({ db, blobs }: { db: Database; blobs: BlobStore }) {
  const limits = readLimits(parseConfig({}));
  const blob = await blobs.put(mail, 'message/rfc822');
  const arrival = { kind: 'document', fileName: 'march.eml', blob, part: 1, parentId: null } as const;
  const { summary } = await createCase(db, { arrival, actor: 'session:test' });
  const keepFile = (file: { mediaType: string }, bytes: Uint8Array) => blobs.put(bytes, file.mediaType);
  const file = await readDocument(mail, { fileName: 'march.eml', limits, keepFile });
  const reading = await putJson(blobs, file);
  const [opened] = await openParts({ db, blobs })({ caseId: summary.id, reading, part: 1, arrival });
  if (!opened) throw new Error('the e-mail has no second document');
  await recordPages(db, summary.id, { pages: [], reading, origin: originOf(file, 1) });
  await recordPages(db, opened.caseId, { pages: [], reading, origin: originOf(file, 2) });
  return { first: summary.id, second: opened.caseId };
}
