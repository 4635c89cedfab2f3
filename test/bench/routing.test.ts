import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { readLabelledDocuments, SETS } from '../../bench/routing/labelled-documents.ts';

test('every reported paper has a file, a kind and a language; receipts that trained are left out', () => {
  const counts = SETS.map((set) => {
    const documents = readLabelledDocuments(set);
    for (const { id, file, kind, language } of documents) {
      assert.ok(existsSync(file), `${id}: ${file}`);
      assert.match(kind, /^(invoice|credit-note|receipt|other)$/);
      assert.match(language, /^[a-z]{2}$/);
    }
    return documents.length;
  });
  assert.deepEqual(counts, [51, 4, 18, 13, 62]);
});
