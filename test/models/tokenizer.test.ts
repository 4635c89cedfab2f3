import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { z } from 'zod';
import { parseTokenizer } from '../../models/tokenizer.ts';

const fixture = (file: string) => readFileSync(new URL(`../fixtures/tokens/${file}`, import.meta.url), 'utf8');
const tokenizer = parseTokenizer(fixture('tokenizer.json'), 'tokenizer.json');
const cases = z
  .array(z.object({ text: z.string(), ids: z.array(z.number()), pieces: z.array(z.number()) }))
  .parse(JSON.parse(fixture('cases.json')));

test('makes the tokens that the Python tokenizers make', () => {
  assert.ok(cases.length > 20);
  for (const { text, ids, pieces } of cases) {
    assert.deepEqual(tokenizer.encode(text, 512), ids, JSON.stringify(text));
    assert.deepEqual(tokenizer.pieces(text), pieces, JSON.stringify(text));
  }
});

test('cuts a long text and keeps its end mark', () => {
  const full = tokenizer.encode('invoice total total total', 512);
  assert.deepEqual(tokenizer.encode('invoice total total total', 4), [...full.slice(0, 3), full.at(-1)]);
});

test('names a file that is no tokenizer', () => {
  assert.throws(() => parseTokenizer(fixture('cases.json'), 'cases.json'), {
    code: 'model.invalid',
    message: /cases\.json/,
  });
});
