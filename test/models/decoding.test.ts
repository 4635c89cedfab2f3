import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it, test } from 'node:test';
import { z } from 'zod';
import { decodeDocument } from '../../models/decode/decode-document.ts';
import type { FoundFields } from '../../models/decode/found.ts';
import { bioLabels } from '../../models/decode/label-types.ts';
import { visibleWords } from '../../models/decode/page-words.ts';
import { spanValue } from '../../models/decode/values.ts';
import { mergeWindows, windowsOf } from '../../models/decode/windows.ts';
import { kindOf } from '../../models/document-evidence.ts';
import { documentKind } from '../../schemas/document.ts';
import type { ValueType } from '../../schemas/fields.ts';
import { box } from '../../schemas/place.ts';
import { page } from '../../schemas/words.ts';

const folder = new URL('../fixtures/decoding/', import.meta.url);
const fixture = <T>(file: string, schema: z.ZodType<T>): T =>
  schema.parse(JSON.parse(readFileSync(new URL(file, folder), 'utf8')));

const found = z.object({
  value: z.string(),
  raw: z.number(),
  page: z.number(),
  box,
  words: z.array(z.number()),
  source: z.enum(['specialist', 'rule']),
});
const foundFields = z.record(z.string(), found);
const paper = z.object({
  pages: z.array(page),
  logits: z.array(z.array(z.record(z.string(), z.number()))),
  kindLogits: z.array(z.number()),
  expected: z.object({
    kind: documentKind,
    fields: foundFields,
    lines: z.array(foundFields),
    taxes: z.array(foundFields),
  }),
});

/** Scores of the fixtures have nine decimals. */
function assertSame(actual: FoundFields, expected: FoundFields): void {
  const withoutScore = (fields: FoundFields) =>
    Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, { ...value, raw: 0 }]));
  assert.deepEqual(withoutScore(actual), withoutScore(expected));
  for (const [name, value] of Object.entries(expected)) {
    const difference = Math.abs((value?.raw ?? 0) - (actual[name]?.raw ?? 0));
    assert.ok(difference < 1e-8, `${name}: score ${actual[name]?.raw} is not ${value?.raw}`);
  }
}

describe('decoding meets the training reference', () => {
  const papers = readdirSync(folder).filter((name) => name.startsWith('paper-'));
  assert.ok(papers.length > 0);
  for (const name of papers) {
    it(`${name}: every field, line and tax row, with score and place`, () => {
      const { pages, logits, kindLogits, expected } = fixture(name, paper);
      const rows = logits.map((words) =>
        words.map((scores) => Float32Array.from(bioLabels, (label) => scores[label] ?? 0)),
      );
      const decoded = decodeDocument(pages.map(visibleWords), rows, 1);
      assertSame(decoded.fields, expected.fields);
      for (const table of ['lines', 'taxes'] as const) {
        assert.equal(decoded[table].length, expected[table].length);
        for (const [index, row] of expected[table].entries()) assertSame(decoded[table][index] ?? {}, row);
      }
      assert.equal(kindOf(Float32Array.from(kindLogits), 1).value, expected.kind);
    });
  }

  it('values.json: printed text to value', () => {
    const rows = z.array(
      z.object({
        field: z.string(),
        type: z.custom<ValueType>((type) => typeof type === 'string'),
        text: z.string(),
        decimalMark: z.enum(['.', ',']),
        value: z.string().nullable(),
      }),
    );
    const cases = fixture('values.json', rows);
    assert.ok(cases.length > 0);
    for (const { field, type, text, decimalMark, value } of cases) {
      const words = text
        .split(' ')
        .map((part) => ({ text: part, box: [0, 0, 1, 1] as [number, number, number, number] }));
      const habits = { decimalMark, dayFirst: true, country: null };
      assert.equal(spanValue(field, type, words, habits), value, `${type} of "${text}"`);
    }
  });

  it('windows.json: where windows begin and end, and which one a word counts in', () => {
    const cases = fixture(
      'windows.json',
      z.array(
        z.object({
          counts: z.array(z.number()),
          capacity: z.number(),
          stride: z.number(),
          windows: z.array(z.tuple([z.number(), z.number()])),
          chosen: z.array(z.number()),
        }),
      ),
    );
    assert.ok(cases.length > 0);
    for (const { counts, capacity, stride, windows, chosen } of cases) {
      const words = counts.map((_, index) => ({
        text: String(index),
        box: [0, 0, 1, 1] as [number, number, number, number],
      }));
      const pieces = (word: string) => new Array<number>(counts[Number(word)] ?? 0).fill(7);
      const made = windowsOf({ width: 1, height: 1, words }, pieces, {
        maxLength: capacity + 2,
        stride,
        maxPiecesPerWord: 100,
        wordAggregation: 'first',
        padId: 0,
        clsId: 1,
        sepId: 2,
        unkId: 3,
      });
      assert.deepEqual(
        made.map(({ start, end }) => [start, end]),
        windows,
      );
      const marked = made.map((window, number) => new Float32Array(window.ids.length).fill(number));
      assert.deepEqual(
        mergeWindows(made, marked, words.length, 1).map(([value]) => value),
        chosen,
      );
    }
  });
});

const wordTokens = {
  maxLength: 64,
  stride: 8,
  maxPiecesPerWord: 3,
  wordAggregation: 'sum' as const,
  padId: 0,
  clsId: 1,
  sepId: 2,
  unkId: 3,
};

test('a word is one token of its first pieces, padded; a word without a piece is unknown', () => {
  const pieces: Record<string, number[]> = { Total: [7], '1.190,00': [8, 9, 10, 11], '\u200b': [] };
  const words = Object.keys(pieces).map((text, index) => ({
    text,
    box: [index, 0, index + 1, 1] as [number, number, number, number],
  }));
  const [window, ...others] = windowsOf({ width: 3, height: 1, words }, (word) => pieces[word] ?? [], wordTokens);
  assert.deepEqual(others, []);
  assert.deepEqual(window?.ids, [1, 0, 0, 7, 0, 0, 8, 9, 10, 3, 0, 0, 2, 0, 0]);
  assert.deepEqual(window?.firsts, [1, 2, 3]);
  assert.equal(window?.boxes.length, 5);
});

test('a page of more words than fit is cut by words, whatever their pieces', () => {
  const words = Array.from({ length: 100 }, (_, index) => ({
    text: String(index),
    box: [0, index, 1, index + 1] as [number, number, number, number],
  }));
  const windows = windowsOf({ width: 1, height: 100, words }, () => [7, 8, 9, 10], wordTokens);
  assert.deepEqual(
    windows.map(({ start, end }) => [start, end]),
    [
      [0, 62],
      [54, 100],
    ],
  );
});

test('a paper that shares its page is seen as if it filled it, and its words stay where they are', () => {
  const settings = { ...wordTokens, wordAggregation: 'first' as const };
  const alone = page.parse({ width: 200, height: 400, words: [{ text: 'Total', box: [20, 300, 70, 320] }] });
  const shared = page.parse({
    width: 1000,
    height: 900,
    area: [600, 100, 800, 500],
    words: [{ text: 'Total', box: [620, 400, 670, 420] }],
  });
  const windows = [alone, shared].map((one) => windowsOf(visibleWords(one), () => [7], settings));
  assert.deepEqual(windows[1], windows[0]);
  assert.deepEqual(windows[0]?.[0]?.boxes[1], [100, 750, 350, 800]);
  assert.deepEqual(visibleWords(shared).words[0]?.box, [620, 400, 670, 420]);
});
