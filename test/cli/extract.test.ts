import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { type FlatDocument, flatDocument } from '../../schemas/flat.ts';
import { packageRoot } from '../../schemas/package-root.ts';
import { rowsOf, runDocket } from './run-docket.ts';

const data = join(packageRoot, '..', 'shared', 'data');
const folder = mkdtempSync(join(tmpdir(), 'docket-extract-'));
after(() => rmSync(folder, { recursive: true }));

function fixture(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

interface Truth {
  id: string;
  file: string;
  words: string | null;
  truth: Record<string, string>;
}
const truths = (set: string) => rowsOf<Truth>(readFileSync(join(data, set, 'documents.jsonl'), 'utf8'));

describe('docket extract', () => {
  it('reads a hybrid invoice exactly, and its page alone with --ignore-xml', async () => {
    const invoice = truths('invoices-zugferd').find((row) => row.truth.invoiceNumber === '2017-TEST-01');
    const file = join(data, 'invoices-zugferd', invoice?.file ?? '');
    const exact = await runDocket(['extract', file, '--format', 'flat']);
    const [row] = rowsOf<FlatDocument>(exact.stdout);
    assert.equal(exact.code, 0, exact.stderr);
    assert.equal(flatDocument.parse(row).file, file);
    assert.equal(row?.fields.invoiceNumber?.value, '2017-TEST-01');
    assert.equal(row?.fields.invoiceNumber?.source, 'xml');
    assert.equal(row?.fields.totalGross?.value, '33535.20');
    assert.equal(row?.lines.length, 2);
    const page = await runDocket(['extract', file, '--format', 'flat', '--ignore-xml']);
    const [seen] = rowsOf<FlatDocument>(page.stdout);
    assert.equal(page.code, 0, page.stderr);
    for (const evidence of Object.values(flatDocument.parse(seen).fields)) {
      assert.notEqual(evidence.source, 'xml');
      assert.ok(evidence.box !== null && evidence.page !== null, 'a value of a page has its place');
    }
  });

  it('reads words JSON with the specialist and names the model by its hash', async () => {
    const receipt = truths('receipts-sroie').find((row) => row.words !== null);
    const run = await runDocket(['extract', join(data, 'receipts-sroie', receipt?.words ?? ''), '--format', 'flat']);
    const [row] = rowsOf<FlatDocument>(run.stdout);
    assert.equal(run.code, 0, run.stderr);
    const gross = row?.fields.totalGross;
    assert.match(gross?.by.sha256 ?? '', /^[0-9a-f]{64}$/);
    assert.ok((gross?.confidence ?? -1) >= 0 && (gross?.confidence ?? 2) <= 1);
  });

  it('gives a row with a coded error for a bad file and goes on, in order', async () => {
    const xml = truths('einvoice-xml').find((row) => row.file.endsWith('.xml'));
    const files = [
      fixture('empty.pdf', ''),
      fixture('noise.bin', 'no document at all'),
      fixture('truncated.pdf', '%PDF-1.7\n1 0 obj <<'),
      fixture('entities.xml', '<!DOCTYPE x [<!ENTITY a "b">]><Invoice>&a;</Invoice>'),
      fixture('words.json', '{"pages":[{"width":0}]}'),
      join(folder, 'missing.pdf'),
      join(data, 'einvoice-xml', xml?.file ?? ''),
    ];
    const run = await runDocket(['extract', ...files, '--format', 'flat']);
    const rows = rowsOf<FlatDocument>(run.stdout);
    assert.equal(run.code, 0, 'one file was read');
    assert.deepEqual(
      rows.map((row) => [row.file, row.error?.code]),
      files.map((file, index) => [
        file,
        ['file.empty', 'file.unsupported', 'pdf.broken', 'xml.dtd', 'words.invalid', 'file.not-found', undefined][
          index
        ],
      ]),
    );
    for (const row of rows) flatDocument.parse(row);
  });

  it('writes one JSON array with --format json to --output', async () => {
    const output = join(folder, 'out.json');
    const xml = truths('einvoice-xml').find((row) => row.file.endsWith('.xml'));
    const run = await runDocket(['extract', join(data, 'einvoice-xml', xml?.file ?? ''), '--output', output]);
    assert.equal(run.code, 0, run.stderr);
    assert.equal(run.stdout, '');
    const rows = JSON.parse(readFileSync(output, 'utf8')) as FlatDocument[];
    assert.equal(rows[0]?.fields.invoiceNumber?.value, xml?.truth.invoiceNumber);
  });

  it('ends with exit code 1 where every file failed, and explains an unwritable output', async () => {
    const failed = await runDocket(['extract', join(folder, 'missing.pdf'), '--format', 'flat']);
    assert.equal(failed.code, 1);
    const unwritable = await runDocket([
      'extract',
      fixture('empty.pdf', ''),
      '--output',
      join(folder, 'no', 'such', 'folder'),
    ]);
    assert.equal(unwritable.code, 1);
    assert.match(unwritable.stderr, /cannot be written/);
  });
});
