import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, test } from 'node:test';
import { closeReaders, readDocument } from '../../reading/read-document.ts';
import { ReaderProcess } from '../../reading/reader-process.ts';
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
