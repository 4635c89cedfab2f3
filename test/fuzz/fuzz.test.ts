import assert from 'node:assert/strict';
import { test } from 'node:test';
import { damagedFile, fuzz, isDefect } from './fuzz.ts';
import { sampleSets } from './samples.ts';

/** `npm run fuzz` reads more. */
const COUNT = 300;

test(`${COUNT} damaged files of every format end in a result or a code that says what is wrong`, async () => {
  const report = await fuzz({ count: COUNT, seed: 7 });
  assert.deepEqual(report.defects, []);
  assert.ok(Object.keys(report.formats).length >= 12, 'every format was drawn');
  for (const format of ['xml', 'words', 'docx', 'xlsx', 'html', 'rtf', 'msg', 'tnef', 'p7m']) {
    assert.ok(!report.formats[format]?.codes['reading.timeout'], `${format} needs no recognition and does not loop`);
  }
  const endings = Object.values(report.formats);
  assert.ok(endings.some(({ read }) => read > 0) && endings.some(({ codes }) => Object.keys(codes).length > 1));
});

test('a seed and an index name one file', async () => {
  const sets = await sampleSets();
  for (const index of [0, 1, 2]) {
    const [one, again] = [await damagedFile(sets, 3, index), await damagedFile(sets, 3, index)];
    assert.ok(one.bytes.equals(again.bytes));
  }
  assert.notDeepEqual((await damagedFile(sets, 3, 1)).bytes, (await damagedFile(sets, 4, 1)).bytes);
});

test('an ending that says nothing about the file is a defect', () => {
  assert.ok(isDefect({ code: 'internal.unexpected' }));
  assert.ok(isDefect({ code: 'reading.crashed' }));
  assert.ok(!isDefect({ code: 'pdf.broken' }));
  assert.ok(!isDefect({ code: null }));
});
