import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { closeReaders, type ReadLimits, readDocument } from '../../reading/read-document.ts';
import { DocketError, type ErrorCode } from '../../schemas/errors.ts';
import { ublInvoice } from '../workflows/samples.ts';
import { makeMail } from './make-mail.ts';
import { makeZip } from './make-zip.ts';
import { limits } from './shared-data.ts';
import { tinyPdf } from './tiny-pdf.ts';

after(closeReaders);

const pdf = tinyPdf(['Invoice 4711\nwith enough words to be a page of text']);
const invoice = { name: 'a.xml', content: ublInvoice };
const MEGABYTE = 1024 * 1024;
const zeros = (megabytes: number) => Buffer.alloc(megabytes * MEGABYTE);

function nested(depth: number): Buffer {
  let bytes = makeZip([invoice]);
  for (let level = 1; level < depth; level += 1) bytes = makeZip([{ name: `${level}.zip`, content: bytes }]);
  return bytes;
}

async function pathsOf(bytes: Buffer): Promise<(string | undefined)[]> {
  return (await readDocument(bytes, { limits })).parts.map(({ file }) => file?.path);
}

test('the documents of a ZIP are parts, inner archives and e-mails opened, litter passed over', async () => {
  const mail = makeMail([{ name: 'b.pdf', type: 'application/pdf', content: pdf }]);
  const bytes = makeZip([
    { name: 'bills/', content: '' },
    { name: 'bills/ä.xml', content: ublInvoice },
    { name: '__MACOSX/bills/._a.xml', content: 'x' },
    { name: 'inner.zip', content: makeZip([invoice]) },
    { name: 'mail.eml', content: mail },
  ]);
  assert.deepEqual(await pathsOf(bytes), ['bills/ä.xml', 'inner.zip/a.xml', 'mail.eml/b.pdf']);
});

test('names that lead out of the archive are labels and nothing more', async () => {
  const names = ['../../etc/a.xml', '/etc/b.xml', 'C:\\temp\\c.xml', '..'];
  const members = names.map((name) => ({ name, content: ublInvoice }));
  assert.deepEqual(await pathsOf(makeZip(members)), ['etc/a.xml', 'etc/b.xml', 'temp/c.xml', 'unnamed']);
});

test('an encrypted or damaged entry is a part with its problem beside the others', async () => {
  const locked = { ...invoice, name: 'locked.xml', flags: 1 };
  const { parts } = await readDocument(makeZip([locked, invoice]), { limits });
  assert.deepEqual(
    parts.map(({ problem, eInvoice }) => problem?.code ?? eInvoice?.fields.invoiceNumber),
    ['archive.encrypted', 'SYN-1001'],
  );
});

const bombs: [string, ErrorCode, () => Buffer, Partial<ReadLimits>?][] = [
  [
    'more files than the limit',
    'archive.too-large',
    () => makeZip([invoice, { ...invoice, name: 'b.xml' }]),
    { maxFiles: 1 },
  ],
  [
    'a bomb that declares its size',
    'archive.too-large',
    () => makeZip([{ name: 'a.bin', content: zeros(40) }]),
    { maxUnpackedBytes: 20 * MEGABYTE },
  ],
  ['a bomb that packs a thousandfold', 'archive.too-large', () => makeZip([{ name: 'a.bin', content: zeros(40) }])],
  [
    'a bomb that claims to be small',
    'archive.broken',
    () => makeZip([{ name: 'a.bin', content: zeros(40), claimedSize: 10 }]),
  ],
  ['archives within archives', 'archive.too-deep', () => nested(6)],
  [
    'a bomb split over inner archives',
    'archive.too-large',
    () =>
      makeZip(
        [1, 2, 3].map((part) => ({ name: `${part}.zip`, content: makeZip([{ name: 'a.bin', content: zeros(10) }]) })),
      ),
    { maxUnpackedBytes: 25 * MEGABYTE },
  ],
  ['an archive of nothing', 'archive.no-document', () => makeZip([])],
  ['a truncated archive', 'archive.broken', () => makeZip([invoice]).subarray(0, 200)],
  [
    'a ZIP in a Word wrapping that is a bomb',
    'archive.too-large',
    () =>
      makeZip([
        { name: '[Content_Types].xml', content: '<Types/>' },
        { name: 'word/document.xml', content: zeros(40) },
      ]),
  ],
];

for (const [name, code, bytes, lower = {}] of bombs) {
  test(`${name}: ${code}`, async () => {
    await assert.rejects(readDocument(bytes(), { limits: { ...limits, ...lower } }), (error) => {
      assert.ok(error instanceof DocketError, String(error));
      assert.equal(error.code, code, error.message);
      return true;
    });
  });
}
