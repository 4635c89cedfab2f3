import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyOf } from '../../../models/desk-training/labelled-row.ts';
import { prepareRows, requireRows } from '../../../models/desk-training/prepare-rows.ts';
import { FOLDS, heldOutRows, stratifiedParts } from '../../../models/desk-training/split-rows.ts';
import { csvOf, madeTickets } from './tickets.ts';

test('a corrected text is one example, with its new label, and never both learned and judged', () => {
  const rows = madeTickets(300);
  const labels = ['card', 'loan', 'refund', 'password'];
  const more = rows.slice(0, 600).map(({ text, label }, index) => ({
    text: [text.toUpperCase(), `  ${text.replaceAll(' ', '  ')}`, text][index % 3] ?? text,
    label: labels[(labels.indexOf(label) + 1) % labels.length] ?? '',
    line: null,
    from: `case ${index}`,
  }));
  const data = requireRows(prepareRows(Buffer.from(csvOf(rows)), { more }), 'rows.csv');
  const keys = data.rows.map(({ text }) => keyOf(text));
  assert.equal(new Set(keys).size, keys.length);
  const labelOf = new Map(data.rows.map(({ text, label }) => [keyOf(text), label]));
  for (const { text, label } of more) assert.equal(labelOf.get(keyOf(text)), label);

  const truth = Int32Array.from(data.rows, ({ label }) => data.labels.indexOf(label));
  const held = heldOutRows(
    truth,
    data.rows.map(({ text }) => text),
  );
  const learned = new Set(keys.filter((_, row) => !held.has(row)));
  assert.ok(held.size > 100);
  assert.deepEqual(
    [...held].filter((row) => learned.has(keys[row] ?? '')),
    [],
  );
  const parts = stratifiedParts(truth, FOLDS, 1);
  const partsOf = Map.groupBy(keys.keys(), (row) => keys[row]);
  for (const same of partsOf.values()) assert.equal(new Set(same.map((row) => parts[row])).size, 1);
});
