import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Grounding } from '../../models/grounding/grounding.ts';
import { mergeEvidence } from '../../models/larger-model/merge.ts';
import type { Evidence } from '../../schemas/evidence.ts';
import { pageOf } from './form-page.ts';

test('finds a value however it is printed, and only there', () => {
  const grounding = new Grounding([
    pageOf(['Rechnung Nr. RE-2024/17', 'Datum: 5. März 2024', 'Gesamt 1.234,50 €', 'IBAN DE89 3704 0044 0532 0130 00']),
  ]);
  const value = (field: Parameters<Grounding['find']>[0], claim: string) => grounding.find(field, claim)?.value ?? null;
  assert.equal(value('totalGross', '1234.50'), '1234.50');
  assert.equal(value('totalGross', '1234.5'), '1234.50');
  assert.equal(value('totalGross', '1.234,50 EUR'), '1234.50');
  assert.equal(value('totalGross', '-1234.50'), null);
  assert.equal(value('totalGross', '123.45'), null);
  assert.equal(value('issueDate', '2024-03-05'), '2024-03-05');
  assert.equal(value('issueDate', '2024-05-03'), null);
  assert.equal(value('iban', 'DE89370400440532013000'), 'DE89370400440532013000');
  assert.equal(value('iban', 'DE89370400440532013001'), null);
  assert.equal(value('invoiceNumber', 're 2024/17'), 're 2024/17');
  assert.equal(value('currency', 'EUR'), 'EUR');
  assert.equal(value('currency', 'USD'), null);
});

test('finds a text over the lines of its block, beside another block, with a box a line', () => {
  const left = pageOf(['Acme GmbH', 'Hauptstr. 1', '12345 Berlin']);
  const right = left.words.map((word, index) => ({
    ...word,
    text: ['Beta', 'AG', 'Nebenweg', '2', '54321', 'Bonn'][index] ?? '',
    box: [word.box[0] + 300, word.box[1], word.box[2] + 300, word.box[3]] as [number, number, number, number],
  }));
  const byLine = [0, 1, 2].flatMap((line) => [...left.words, ...right].filter((word) => word.line === line));
  const grounding = new Grounding([{ ...left, words: byLine }]);
  const found = grounding.find('buyerAddress', 'Nebenweg 2, 54321 Bonn');
  assert.equal(found?.value, 'Nebenweg 2, 54321 Bonn');
  assert.equal(found?.places.length, 2);
  assert.equal(grounding.find('buyerAddress', 'Nebenweg 2, 12345 Berlin'), null);
});

test('agreement adds nothing by itself, disagreement lowers, silence says nothing', () => {
  const of = (value: string, confidence: number): Evidence => ({
    value,
    confidence,
    accepted: false,
    source: 'specialist',
    page: 0,
    box: [0, 0, 1, 1],
    by: { name: value, version: '1', sha256: null },
  });
  const same = mergeEvidence(of('119.00', 0.7), of('119', 0.8));
  assert.equal(same?.confidence, 0.7);
  assert.equal(same?.by.name, '119.00', 'what was known stands');
  const other = mergeEvidence(of('119.00', 0.9), of('11.900', 0.6));
  assert.equal(other?.value, '119.00');
  assert.ok((other?.confidence ?? 1) < 0.9);
  const overruled = mergeEvidence(of('119.00', 0.3), of('100.00', 0.8));
  assert.equal(overruled?.value, '100.00');
  assert.ok((overruled?.confidence ?? 1) < 0.8);
  assert.equal(mergeEvidence(of('a', 0.5), undefined)?.confidence, 0.5);
  assert.equal(mergeEvidence(undefined, of('a', 0.5))?.confidence, 0.5);
  assert.equal(mergeEvidence(undefined, undefined), undefined);
});
