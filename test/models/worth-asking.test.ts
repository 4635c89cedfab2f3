import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { type Asked, gainOf } from '../../models/larger-model/gain-of.ts';
import { readGains, saveGains } from '../../models/larger-model/gains-file.ts';
import { agreementHolds, mergeLabel } from '../../models/larger-model/merge-label.ts';
import { LEAST_ROWS, measuredGain, whyNotAsked } from '../../models/larger-model/worth-asking.ts';
import type { AcceptanceThreshold } from '../../schemas/model-card.ts';
import type { StepGain } from '../../schemas/step-gain.ts';
import type { LabelDecision } from '../../schemas/ticket.ts';

const beside = { name: 'banking77', version: '1.1.0', sha256: 'a'.repeat(64) };
const model = { name: 'large', version: '127.0.0.1:9', sha256: null };
const of = { desk: 'banking77', step: 'llm' as const, model, beside };
const gain = (given: Partial<StepGain> = {}): StepGain => ({
  ...of,
  field: 'intent',
  rows: 100,
  groups: 100,
  before: 60,
  after: 80,
  gain: 0.2,
  low: 0.1,
  high: 0.3,
  agreed: { rows: 50, right: 50 },
  measuredAt: '2026-01-02T03:04:05.000Z',
  ...given,
});
const rows = (count: number, before: boolean, after: boolean, group = ''): Asked[] =>
  Array.from({ length: count }, (_, i) => ({
    group: `${group}${before}${after}${i}`,
    before,
    after,
    agreed: before === after,
  }));

describe('gainOf', () => {
  it('counts, and says how sure the gain is', () => {
    const measured = gainOf([
      ...rows(50, true, true),
      ...rows(30, false, true),
      ...rows(10, true, false),
      ...rows(10, false, false),
    ]);
    assert.deepEqual([measured.rows, measured.before, measured.after], [100, 60, 80]);
    assert.ok(Math.abs(measured.gain - 0.2) < 1e-12);
    assert.ok(measured.low > 0.05 && measured.low < 0.2 && measured.high > 0.2 && measured.high < 0.35);
    assert.deepEqual(measured.agreed, { rows: 60, right: 50 });
  });

  it('shows no gain where as many are lost as won, and is less sure of rows that depend on each other', () => {
    assert.ok(gainOf([...rows(20, false, true), ...rows(20, true, false)]).low < 0);
    const apart = gainOf([...rows(30, false, true), ...rows(70, true, true)]);
    const together = gainOf(
      [...rows(30, false, true), ...rows(70, true, true)].map((row, i) => ({ ...row, group: `${i % 5}` })),
    );
    assert.ok(together.groups === 5 && apart.groups === 100);
    const spread = (one: { low: number; high: number }) => one.high - one.low;
    assert.notEqual(spread(together), spread(apart));
    const oneGroupWins = [...rows(30, false, true), ...rows(70, true, true)].map((row) => ({
      ...row,
      group: `${row.before}`,
    }));
    assert.ok(spread(gainOf(oneGroupWins)) > spread(apart));
  });

  it('says nothing of nothing', () => {
    const { rows: none, gain: nothing, low, high } = gainOf([]);
    assert.deepEqual([none, nothing, low, high], [0, 0, 0, 0]);
  });
});

describe('whether a step is worth taking', () => {
  it('is where nothing was measured, and where a gain was', () => {
    assert.equal(whyNotAsked([], of, 'intent'), null);
    assert.equal(whyNotAsked([gain()], of, 'intent'), null);
  });

  it('is not where none was, and says why with its figures', () => {
    const why = whyNotAsked([gain({ after: 58, gain: -0.02, low: -0.1, high: 0.05 })], of, 'intent');
    assert.match(why ?? '', /large was no gain: of 100 values in doubt 60 were right before and 58 after/);
    assert.notEqual(whyNotAsked([gain({ low: 0 })], of, 'intent'), null);
  });

  it('rests on enough rows, of this desk, this model and this specialist', () => {
    const none = { low: -0.1, after: 60 };
    assert.equal(whyNotAsked([gain({ ...none, rows: LEAST_ROWS - 1 })], of, 'intent'), null);
    assert.equal(whyNotAsked([gain({ ...none, desk: 'clinc150' })], of, 'intent'), null);
    assert.equal(whyNotAsked([gain({ ...none, model: { ...model, name: 'other' } })], of, 'intent'), null);
    assert.equal(whyNotAsked([gain({ ...none, beside: { ...beside, sha256: 'b'.repeat(64) } })], of, 'intent'), null);
    assert.notEqual(whyNotAsked([gain(none)], of, 'intent'), null);
  });

  it('is judged by the field, else by all fields of the documents', () => {
    const documents = { ...of, desk: 'documents' };
    const all = gain({ desk: 'documents', field: '*', low: -0.1 });
    const iban = gain({ desk: 'documents', field: 'iban' });
    assert.equal(whyNotAsked([all, iban], documents, 'iban'), null);
    assert.notEqual(whyNotAsked([all, iban], documents, 'bic'), null);
    assert.equal(measuredGain([all, { ...iban, rows: 3 }], documents, 'iban')?.field, '*');
  });
});

describe('what was measured is kept', () => {
  it('in place of an earlier measurement of the same', () => {
    const folder = mkdtempSync(join(tmpdir(), 'gains-'));
    assert.deepEqual(readGains(folder), []);
    saveGains(folder, [gain(), gain({ desk: 'clinc150' })]);
    saveGains(folder, [gain({ after: 61 })]);
    assert.deepEqual(
      readGains(folder).map(({ desk, after }) => [desk, after]),
      [
        ['clinc150', 80],
        ['banking77', 61],
      ],
    );
  });

  it('and refused where the file is broken', () => {
    const folder = mkdtempSync(join(tmpdir(), 'gains-'));
    writeFileSync(join(folder, 'gains.json'), '{"gains": [{"desk": 3}]}');
    assert.throws(() => readGains(folder), { code: 'model.invalid' });
  });
});

describe("what a larger model's label does to one in doubt", () => {
  const bound: AcceptanceThreshold = {
    threshold: 0.9,
    alpha: 0.02,
    delta: 0.05,
    n: 1,
    groups: null,
    coverage: 1,
    population: '',
  };
  const doubtful: LabelDecision = {
    label: 'a',
    confidence: 0.6,
    accepted: false,
    source: 'specialist',
    by: beside,
    alternatives: [
      { label: 'b', confidence: 0.3 },
      { label: 'c', confidence: 0.1 },
    ],
  };
  const merge = (label: string | null, measured?: StepGain) =>
    mergeLabel(doubtful, label === null ? null : { label, confidence: 0.8 }, model, { measured, bound });

  it('settles nothing by agreement that was not measured', () => {
    assert.deepEqual(merge('a'), { label: doubtful, said: 'agreed', vouched: false });
    assert.deepEqual(merge(null), { label: doubtful, said: 'nothing-found', vouched: false });
  });

  it('settles a doubt where measured agreement keeps the bound: 149 right ones do, 148 do not', () => {
    const agreed = (count: number, right = count) => gain({ rows: 200, agreed: { rows: count, right } });
    assert.equal(agreementHolds(agreed(149), bound), true);
    assert.equal(agreementHolds(agreed(148), bound), false);
    assert.equal(agreementHolds(agreed(180, 179), bound), false);
    assert.equal(merge('a', agreed(149)).vouched, true);
    assert.equal(merge('b', agreed(149)).vouched, false);
  });

  it('offers another label first where the model was measured to gain, as an alternative where not', () => {
    const suggested = merge('b', gain()).label;
    assert.deepEqual([suggested.label, suggested.source, suggested.confidence], ['b', 'llm', 0.8]);
    assert.deepEqual(
      suggested.alternatives.map(({ label }) => label),
      ['a', 'c'],
    );
    const kept = merge('b').label;
    assert.deepEqual([kept.label, kept.alternatives.map(({ label }) => label)], ['a', ['b', 'c']]);
  });
});
