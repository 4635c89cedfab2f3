import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { atMostAtOnce, costOver, figuresOf, leastTime, ratioOf, sideBySide } from '../../bench/measure.ts';
import { parts } from '../../bench/parts.ts';
import { goalPlot, sectionPlot } from '../../bench/plot.ts';
import { type BenchRecord, compare, readRecord, writeRecord } from '../../bench/recorded.ts';
import { jsonReport, type Section } from '../../bench/report.ts';

const machine = { cpu: 'a CPU', cores: 2, node: 'v24', loadBefore: 0 };

function sectionOf(bulk: number[], bare: number[], events = 11): Section {
  const figures = { 'bare workflow': figuresOf(bare), 'a ticket in <bulk>': figuresOf(bulk) };
  return {
    title: 'Tickets & workflows',
    unit: 'a ticket',
    limit: 'bare workflow',
    figures,
    ratios: {
      bulk_over_bare: ratioOf(figures['bare workflow'], figures['a ticket in <bulk>'], { better: 'higher', goal: 10 }),
      events_per_ticket: events,
    },
    notes: [],
  };
}

describe('a ratio', () => {
  it('is the median over rounds that measured both, with their spread', () => {
    const ratio = costOver(figuresOf([10, 40, 30]), figuresOf([10, 20, 10]), 2);
    assert.deepEqual(ratio, { median: 2, low: 1, high: 3, rounds: 3, better: 'lower', goal: 2 });
  });

  it('is refused for contenders of different rounds', () => {
    assert.throws(() => costOver(figuresOf([1, 2]), figuresOf([1])), /same rounds/);
    assert.throws(() => costOver(undefined, figuresOf([1])), /same rounds/);
  });
});

it('the least time is that of all CPU times on every core', () => {
  assert.deepEqual(leastTime([figuresOf([30, 50]), figuresOf([10, 30])], 2).values, [20, 40]);
  assert.throws(() => leastTime([figuresOf([1, 2]), figuresOf([1])], 2), /same rounds/);
  assert.throws(() => leastTime([], 2), /same rounds/);
});

describe('a measurement', () => {
  it('leaves out the first round, and begins each round with another contender', async () => {
    const order: string[] = [];
    const run = (name: string) => async () => order.push(name);
    const figures = await sideBySide({ a: run('a'), b: run('b') }, 2);
    assert.equal(order.join(''), 'abbaab');
    assert.deepEqual(
      [figures.a.values, figures.b.values],
      [
        [4, 5],
        [3, 6],
      ],
    );
  });

  it('keeps to the number of pieces at once', async () => {
    let [under, most] = [0, 0];
    const done: number[] = [];
    await atMostAtOnce(9, 4, async (index) => {
      most = Math.max(most, ++under);
      await new Promise((resolve) => setImmediate(resolve));
      under -= 1;
      done.push(index);
    });
    assert.deepEqual([most, done.toSorted()], [4, [0, 1, 2, 3, 4, 5, 6, 7, 8]]);
  });
});

describe('a report', () => {
  it('has every ratio as a named number, with its spread where it has one', () => {
    const report = JSON.parse(jsonReport(machine, [sectionOf([1, 1, 2], [12, 14, 20])]));
    assert.deepEqual(report.ratios, { bulk_over_bare: 12, events_per_ticket: 11 });
    assert.deepEqual(Object.keys(report.spreads), ['bulk_over_bare']);
    assert.deepEqual(report.sections[0].figures['bare workflow'].values, [12, 14, 20]);
  });

  it('is drawn as SVG, texts escaped', () => {
    const section = sectionOf([1, 1, 2], [12, 14, 20]);
    const drawn = sectionPlot(section);
    assert.match(drawn, /^<svg [^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
    assert.match(drawn, /<title>Tickets &amp; workflows<\/title>/);
    assert.match(drawn, /a ticket in &lt;bulk>|a ticket in &lt;bulk&gt;/);
    assert.match(goalPlot([section], null), /bulk_over_bare \(≥ 10\)/);
  });
});

describe('the last recorded run', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'docket-records-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  const recorded = (): BenchRecord => {
    const record = readRecord('durable', folder);
    assert.ok(record);
    return record;
  };
  const verdicts = (section: Section) =>
    Object.fromEntries(compare(recorded(), [section]).map(({ name, verdict }) => [name, verdict]));

  it('differs from this one where the spreads do not meet', () => {
    assert.equal(readRecord('durable', folder), null);
    writeRecord('durable', machine, [sectionOf([1, 1, 1], [10, 11, 12])], folder);
    assert.deepEqual(recorded().machine, machine);
    assert.equal(verdicts(sectionOf([1, 1, 1], [12, 13, 14])).bulk_over_bare, 'as before');
    assert.equal(verdicts(sectionOf([1, 1, 1], [13, 14, 15])).bulk_over_bare, 'better');
    assert.equal(verdicts(sectionOf([1, 1, 1], [7, 8, 9])).bulk_over_bare, 'worse');
    assert.equal(verdicts(sectionOf([1, 1, 1], [10, 11, 12])).events_per_ticket, 'as before');
    assert.equal(verdicts(sectionOf([1, 1, 1], [10, 11, 12], 12)).events_per_ticket, 'changed');
  });

  it('says what is new and what is gone', () => {
    const { ratios: _, ...section } = sectionOf([1], [10]);
    assert.deepEqual(verdicts({ ...section, ratios: { another: 1 } }), {
      bulk_over_bare: 'no longer measured',
      events_per_ticket: 'no longer measured',
      another: 'new',
    });
  });
});

describe('the parts of the bench', () => {
  it('have names of their own', () => {
    assert.equal(new Set(parts.map(({ name }) => name)).size, parts.length);
  });
});
