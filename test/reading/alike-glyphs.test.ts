import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { alikeOf, wordText } from '../../reading/ocr/alike-glyphs.ts';
import { decodeLine } from '../../reading/ocr/decode-ctc.ts';
import type { Glyph } from '../../reading/ocr/glyph.ts';

/** A word as the network read it, holding each glyph's doubles possible. */
const glyphsOf = (text: string, doubt = 0.1): Glyph[] =>
  [...text].map((letter, at) => ({ text: letter, at, confidence: 0.8, alike: alikeOf(letter, () => doubt) }));

describe('letters and digits that print alike', () => {
  const cases: [string, string][] = [
    ['RMO.00', 'RM0.00'],
    ['l9.95', '19.95'],
    ['1.234,S0', '1.234,50'],
    ['O5/1l/2018', '05/11/2018'],
    ['8:1S', '8:15'],
    ['Te1', 'Tel'],
    ['H00K', 'HOOK'],
  ];
  for (const [read, meant] of cases)
    it(`reads ${read} as ${meant}`, () => {
      assert.equal(wordText(glyphsOf(read)), meant);
    });

  for (const sound of [
    'A4',
    'C5-19204',
    'DPI.04',
    'B12',
    '2O',
    'INV-1O3',
    'DE136695976',
    '5kg',
    '10.00',
    'Total',
    'Q3',
  ])
    it(`leaves ${sound}`, () => {
      assert.equal(wordText(glyphsOf(sound)), sound);
    });

  it('takes only what the network held possible', () => {
    assert.equal(wordText(glyphsOf('RMO.00', 0.0001)), 'RMO.00');
  });
});

describe('numbers that the recogniser split', () => {
  const labels = ['', ...'0123456789.:', 'x', ' '];
  /** A line of one-hot steps: each character two steps after the one before, `_` a blank step more. */
  const line = (text: string) => {
    const classes = [...text].flatMap((letter) => (letter === '_' ? [0] : [labels.indexOf(letter), 0]));
    const scores = new Float32Array(classes.length * labels.length);
    for (const [step, label] of classes.entries()) scores[step * labels.length + label] = 0.9;
    return decodeLine(scores, classes.length, labels, 1).map(({ text: word }) => word);
  };

  it('are whole where the digits stand close', () => {
    assert.deepEqual(line('170. 00 8: 13:39'), ['170.00', '8:13:39']);
  });

  it('stay apart where they are two', () => {
    assert.deepEqual(line('2. 100'), ['2.', '100']);
    assert.deepEqual(line('1._____ 25'), ['1.', '25']);
    assert.deepEqual(line('x. 25'), ['x.', '25']);
  });
});
