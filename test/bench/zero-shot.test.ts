import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { readDesk, sampled } from '../../bench/zero-shot/desks.ts';
import { exactInterval } from '../../bench/zero-shot/interval.ts';
import { grammarOf } from '../../bench/zero-shot/language-model.ts';

test('the exact interval is that of Clopper and Pearson', () => {
  const rounded = (count: number, n: number) => exactInterval(count, n).map((end) => end.toFixed(4));
  assert.deepEqual(rounded(8, 10), ['0.4439', '0.9748']);
  assert.deepEqual(rounded(0, 10), ['0.0000', '0.3085']);
  assert.deepEqual(rounded(10, 10), ['0.6915', '1.0000']);
});

test('a sample depends on the seed and the ids alone', () => {
  const rows = Array.from({ length: 100 }, (_, i) => ({ id: `r${i}`, text: '', label: 'a' }));
  const ids = (seed: number, from = rows) => sampled(from, 10, seed).map(({ id }) => id);
  assert.deepEqual(ids(1), ids(1, rows.toReversed()));
  assert.notDeepEqual(ids(1), ids(2));
  assert.equal(new Set(ids(1)).size, 10);
});

test('a grammar holds the labels to the letter', () => {
  assert.equal(grammarOf(['a_b', 'say "no"']), String.raw`root ::= "a_b" | "say \"no\""`);
});

test('a desk has the validation rows in scope and every label', () => {
  const data = mkdtempSync(join(tmpdir(), 'desks-'));
  mkdirSync(join(data, 'intents-clinc-oos'));
  const rows = [
    { id: '1', text: 'x', label: 'time', split: 'train' },
    { id: '2', text: 'y', label: 'alarm', split: 'validation', domain: 'home' },
    { id: '3', text: 'z', label: 'oos', split: 'validation' },
  ];
  writeFileSync(join(data, 'intents-clinc-oos', 'tickets.jsonl'), rows.map((row) => JSON.stringify(row)).join('\n'));
  const desk = readDesk('clinc150', data);
  assert.deepEqual(desk.labels, ['alarm', 'time']);
  assert.deepEqual(desk.rows, [{ id: '2', text: 'y', label: 'alarm' }]);
  assert.equal(desk.dataSha256.length, 64);
});
