import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { keptWhileUnchanged } from '../../models/kept-while-unchanged.ts';

test('a file is read again once it has changed, in place or by another in its place, and never kept after an error', () => {
  const folder = mkdtempSync(join(tmpdir(), 'docket-kept-'));
  try {
    const path = join(folder, 'card.json');
    let reads = 0;
    const read = keptWhileUnchanged((file) => {
      reads += 1;
      return JSON.parse(readFileSync(file, 'utf8')) as unknown;
    });
    assert.throws(() => read(path), { code: 'ENOENT' });
    writeFileSync(path, '{"a":1}');
    assert.equal(read(path), read(path));
    assert.equal(reads, 2);
    writeFileSync(path, '{"a":2}');
    assert.deepEqual(read(path), { a: 2 });
    writeFileSync(`${path}.new`, '{"a":3}');
    renameSync(`${path}.new`, path);
    assert.deepEqual(read(path), { a: 3 });
    writeFileSync(path, '{"a":');
    assert.throws(() => read(path), SyntaxError);
    writeFileSync(path, '{"a":4}');
    assert.deepEqual([read(path), reads], [{ a: 4 }, 6]);
    rmSync(path);
    assert.throws(() => read(path), { code: 'ENOENT' });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
