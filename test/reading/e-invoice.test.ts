import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { closeReaders, readDocument } from '../../reading/read-document.ts';
import { readEInvoices } from '../../reading/xml/read-e-invoice.ts';
import type { EInvoice } from '../../schemas/reading.ts';
import { type DocumentRow, documentRows, limits, sharedFile } from './shared-data.ts';

after(closeReaders);

const fold = (value: string) => value.normalize('NFKC').toLowerCase().replace(/\s+/g, '');
const same = (truth: string, value: string | undefined) =>
  value !== undefined && (fold(truth) === fold(value) || (truth !== '' && Number(truth) === Number(value)));

/** Values of the truth, and those among them that were read alike: fields, lines and taxes. */
function compare(row: DocumentRow, invoice: EInvoice): { truth: number; wrong: string[] } {
  const pairs: [string, string, string | undefined][] = [];
  const fields = new Map(Object.entries(invoice.fields));
  for (const [field, value] of Object.entries(row.truth))
    if (typeof value === 'string') pairs.push([field, value, fields.get(field)]);
  for (const part of ['lines', 'taxes'] as const) {
    for (const [index, columns] of row.truth[part].entries()) {
      const read = new Map(Object.entries(invoice[part][index] ?? {}));
      for (const [column, value] of Object.entries(columns))
        pairs.push([`${part}[${index}].${column}`, value, read.get(column)]);
    }
  }
  const wrong = pairs.filter(([, truth, value]) => !same(truth, value));
  return { truth: pairs.length, wrong: wrong.map(([name, truth, value]) => `${row.id} ${name}: ${truth} / ${value}`) };
}

test('e-invoice XML is read exactly: CII, ZUGFeRD 1, UBL and FatturaPA', () => {
  let total = 0;
  const wrong: string[] = [];
  for (const row of documentRows('einvoice-xml')) {
    assert.ok(row.file);
    const results = readEInvoices(sharedFile(`einvoice-xml/${row.file}`)).map((invoice) => ({
      invoice,
      result: compare(row, invoice),
    }));
    const best = results.toSorted((a, b) => a.result.wrong.length - b.result.wrong.length)[0];
    assert.ok(best);
    total += best.result.truth;
    wrong.push(...best.result.wrong);
    if (!row.ambiguous.includes('kind')) assert.equal(best.invoice.kind, row.kind, row.id);
  }
  assert.ok(total > 4000, `${total} values`);
  assert.ok(wrong.length <= total * 0.001, wrong.join('\n'));
});

test('an e-invoice inside a PDF comes with its pages', async () => {
  const path = 'invoices-zugferd/files/facturx-fnfe-akretion-pdf-invoice-EN16931.pdf';
  const row = documentRows('invoices-zugferd').find(({ file }) => path.endsWith(file ?? '-'));
  assert.ok(row);
  const { format, parts, findings } = await readDocument(sharedFile(path), { limits });
  assert.equal(format, 'pdf');
  assert.deepEqual(
    findings.map(({ rule }) => rule),
    ['text.hidden'],
    'a line of this page has no ink',
  );
  const [part] = parts;
  assert.ok(part?.eInvoice);
  assert.deepEqual(compare(row, part.eInvoice).wrong, []);
  assert.ok((part.pages[0]?.words.length ?? 0) > 500);
  const pageOnly = await readDocument(sharedFile(path), { limits, ignoreXml: true });
  assert.equal(pageOnly.parts[0]?.eInvoice, null);
});

test('an e-invoice that belongs to another document than its pages is dropped and said so', async () => {
  const path = 'invoices-zugferd/files/zugferd-corpus-ZUGFeRDv1-correct-Konik-acme-invoice-42-ZUGFeRD.pdf';
  const { parts, findings } = await readDocument(sharedFile(path), { limits });
  assert.equal(parts[0]?.eInvoice, null);
  assert.deepEqual(
    findings.map(({ rule, severity }) => [rule, severity]),
    [['e-invoice.other-document', 'error']],
  );
});

test('a value that the page does not show is named', async () => {
  const path = 'invoices-zugferd/files/mustang-library-MustangBeispiel20221026.pdf';
  const { findings } = await readDocument(sharedFile(path), { limits });
  assert.deepEqual(
    findings.map(({ rule, fields }) => [rule, ...fields]),
    ['totalNet', 'totalTax', 'totalGross', 'amountDue'].map((field) => ['e-invoice.page-differs', field]),
  );
});

test('broken embedded XML leaves the page readable and gives a warning', async () => {
  const path =
    'invoices-zugferd/negatives/zugferd-corpus-ZUGFeRDv2-fail-Mustangproject-factur-x-invalid-xml-encoding-attribute.pdf';
  const { parts, findings } = await readDocument(sharedFile(path), { limits });
  assert.equal(parts[0]?.eInvoice, null);
  assert.ok((parts[0]?.pages[0]?.words.length ?? 0) > 100);
  assert.equal(findings[0]?.rule, 'e-invoice.unreadable');
});

test('each body of a FatturaPA file is a part of its own', async () => {
  const file = sharedFile('einvoice-xml/zugferd-corpus/fatturaPA/eigor/valid/con-bollo.xml').toString('utf8');
  const body = /<FatturaElettronicaBody>[\s\S]*<\/FatturaElettronicaBody>/.exec(file)?.[0];
  assert.ok(body);
  const twice = file.replace(body, body + body.replace('FAT01', 'FAT02'));
  const { parts } = await readDocument(Buffer.from(twice), { limits });
  assert.deepEqual(
    parts.map(({ part, eInvoice }) => [part, eInvoice?.fields.invoiceNumber]),
    [
      [1, 'FAT01'],
      [2, 'FAT02'],
    ],
  );
});

test('XML is decoded by its byte order mark or declaration', () => {
  const file = sharedFile('einvoice-xml/factur-x/akretion/xml/zugferd-basic.xml')
    .toString('utf8')
    .replace(/^\ufeff/, '');
  const undeclared = file.replace(/^<\?xml[^>]*\?>/, '').replace(/<!--[\s\S]*?-->/g, '');
  const latin1 = Buffer.from(`<?xml version="1.0" encoding="ISO-8859-1"?>${undeclared}`, 'latin1');
  const utf16 = Buffer.from(`\ufeff<?xml version="1.0" encoding="UTF-16"?>${undeclared}`, 'utf16le');
  const utf8 = Buffer.from(`\ufeff${undeclared}`);
  for (const bytes of [latin1, utf16, utf8])
    assert.equal(readEInvoices(bytes)[0]?.fields.sellerAddress, 'Lieferantenstraße 20, 80333 München');
});
