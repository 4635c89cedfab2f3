import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, test } from 'node:test';
import { closeReaders, readDocument } from '../../reading/read-document.ts';
import { ReaderProcess } from '../../reading/reader-process.ts';
import { rawPdf } from './raw-pdf.ts';
import { limits, sharedFile } from './shared-data.ts';
import { tinyPdf } from './tiny-pdf.ts';

after(closeReaders);

const scan = sharedFile('receipts-sroie/img/X00016469612.jpg');
const pdf = tinyPdf(['Invoice 1\nwith enough words to be a page of text']);
const code = (expected: string) => (error: unknown) =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === expected;

async function readerStillWorks(): Promise<void> {
  const { parts } = await readDocument(pdf, { limits });
  assert.equal(parts[0]?.pages[0]?.words[0]?.text, 'Invoice');
}

test('a file that takes too long is stopped, and the next one is read', async () => {
  await assert.rejects(readDocument(scan, { limits: { ...limits, timeoutMs: 20 } }), code('reading.timeout'));
  await readerStillWorks();
});

test('a file that takes too much memory is stopped, and the next one is read', async () => {
  await assert.rejects(readDocument(scan, { limits: { ...limits, memoryMb: 40 } }), code('reading.memory'));
  await readerStillWorks();
});

/** A PDF whose pages all show the same words. */
function repeatedPage(pages: number, words: number): Buffer {
  const line = `0 -8 Td (${'a '.repeat(40)}) Tj\n`;
  const stream = `BT /F1 4 Tf 20 830 Td\n${line.repeat(words / 40)}ET`;
  const numbers = Array.from({ length: pages }, (_, index) => index + 5);
  const page =
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents 4 0 R >>';
  return rawPdf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${numbers.map((number) => `${number} 0 R`).join(' ')}] /Count ${pages} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    { dictionary: '', stream },
    ...numbers.map(() => page),
  ]);
}

test('pages that were read count as memory, although the reader keeps none of them', async () => {
  const bytes = repeatedPage(600, 1000);
  const tight = { ...limits, maxPages: 600, memoryMb: 200 };
  await assert.rejects(readDocument(bytes, { limits: tight }), code('reading.memory'));
  const { parts } = await readDocument(repeatedPage(40, 1000), { limits: tight });
  assert.equal(parts[0]?.pages[39]?.words.length, 1000);
});

test('an aborted reading ends with the reason of its signal', async () => {
  const abort = new AbortController();
  const reading = readDocument(scan, { limits, signal: abort.signal });
  setTimeout(() => abort.abort(new Error('no longer wanted')), 50);
  await assert.rejects(reading, /no longer wanted/);
  await readerStillWorks();
});

test('a reader process that dies over a file is reported as crashed', async () => {
  const reader = new ReaderProcess();
  const reading = reader.run({ kind: 'read', bytes: scan, format: 'jpeg', ignoreXml: false, limits });
  const { pid } = reader;
  assert.ok(pid !== undefined);
  setTimeout(() => process.kill(pid, 'SIGSEGV'), 50);
  await assert.rejects(reading, code('reading.crashed'));
  assert.equal(reader.alive, false);
});

test('more files than readers wait for their turn', async () => {
  const readings = await Promise.all(Array.from({ length: 8 }, () => readDocument(pdf, { limits })));
  assert.equal(readings.filter(({ format }) => format === 'pdf').length, 8);
});

test('a reader may not write files or start processes, and does not see the keys of the service', async () => {
  process.env.DOCKET_LLM_API_KEY = 'secret';
  const reader = new ReaderProcess();
  const [command, environment] = await Promise.all(
    ['cmdline', 'environ'].map((name) => readFile(`/proc/${reader.pid}/${name}`, 'latin1')),
  );
  assert.match(command ?? '', /--permission/);
  assert.doesNotMatch(command ?? '', /allow-fs-write|allow-child-process/);
  assert.match(environment ?? '', /PATH=/);
  assert.doesNotMatch(environment ?? '', /DOCKET_LLM_API_KEY/);
  await reader.end();
  assert.equal(reader.alive, false);
});
