import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { readEmbeddedInvoices } from '../../reading/pdf/embedded-invoices.ts';
import { closeReaders, readDocument } from '../../reading/read-document.ts';
import { ublInvoice } from '../checks/en16931/ubl-invoice.ts';
import { limits, sharedFile } from './shared-data.ts';

after(closeReaders);

const text = ublInvoice();
const utf8 = Buffer.from(text);
const rulesOf = ({ findings }: ReturnType<typeof readEmbeddedInvoices>) => findings.map(({ rule }) => rule);

test('an e-invoice inside a PDF is found whatever its file is called and however it is encoded', () => {
  const utf16 = Buffer.from(`\ufeff${text.replace('UTF-8', 'UTF-16')}`, 'utf16le');
  for (const [filename, content] of [
    ['Rechnung', utf8],
    ['ANHANG.DAT', utf16],
    ['invoice.XML', utf8],
  ] as const) {
    const read = readEmbeddedInvoices([
      { filename: 'photo.jpg', content: Buffer.from('\xff\xd8\xff') },
      { filename, content },
    ]);
    assert.equal(read.invoices[0]?.fields.invoiceNumber, 'INV-1', filename);
    assert.deepEqual(read.findings, []);
  }
});

test('the file with the prescribed name is taken before others, and a finding says so', () => {
  const other = Buffer.from(text.replace('INV-1', 'INV-2'));
  const read = readEmbeddedInvoices([
    { filename: 'data', content: other },
    { filename: 'factur-x.xml', content: utf8 },
  ]);
  assert.equal(read.invoices[0]?.fields.invoiceNumber, 'INV-1');
  assert.deepEqual(rulesOf(read), ['e-invoice.several']);
});

test('an attachment that is no e-invoice is passed over without a word, a broken one is named', () => {
  const page = Buffer.from('<html><body>Invoice</body></html>');
  assert.deepEqual(readEmbeddedInvoices([{ filename: 'page.html', content: page }]), { invoices: [], findings: [] });
  const broken = utf8.subarray(0, -20);
  assert.deepEqual(rulesOf(readEmbeddedInvoices([{ filename: 'data', content: broken }])), ['e-invoice.unreadable']);
});

test('the data alone are read where only they are wanted, also those that the pages contradict', async () => {
  const path = 'invoices-zugferd/files/zugferd-corpus-ZUGFeRDv1-correct-Konik-acme-invoice-42-ZUGFeRD.pdf';
  const { parts } = await readDocument(sharedFile(path), { limits, xmlOnly: true });
  assert.deepEqual(
    parts.map(({ pages, eInvoice }) => [pages.length, eInvoice?.fields.invoiceNumber]),
    [[0, '20131122-42']],
  );
  const page = Buffer.from('<html><body>Invoice 1.00</body></html>');
  await assert.rejects(readDocument(page, { fileName: 'page.html', limits, xmlOnly: true }), {
    code: 'xml.not-an-invoice',
  });
});
