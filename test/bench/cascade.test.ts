import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { unseenPapers } from '../../bench/cascade/documents.ts';
import { figure } from '../../bench/cascade/figure.ts';
import { compareWays } from '../../bench/cascade/gains.ts';
import { page } from '../../bench/cascade/page.ts';
import { jsonReport, type Section } from '../../bench/cascade/report.ts';
import { stratified } from '../../bench/cascade/strata.ts';
import { always, ladder, leastCertainFirst, never, qualityAt, random, type Unit } from '../../bench/cascade/units.ts';
import { criticalFields } from '../../schemas/deciding-fields.ts';

/** `before` and `replaced` as "wr": wrong before, right after. */
const unit = (id: number, kind: string, given: Partial<Unit> = {}): Unit => {
  const [before, replaced] = [...kind].map((letter) => letter === 'r');
  const shared = { id: `${id}`, group: `${id}`, weight: 1, confidence: 0.5, doubtful: false, agreed: false };
  return {
    ...shared,
    before: before === true,
    replaced: replaced === true,
    merged: replaced === true,
    ms: 10,
    tokens: 2,
    ...given,
  };
};
const many = (count: number, kind: string, given: Partial<Unit>, from = 0) =>
  Array.from({ length: count }, (_, i) => unit(from + i, kind, given));

describe('the ways of asking', () => {
  const units = [
    ...many(10, 'wr', { doubtful: true, confidence: 0.4 }),
    ...many(85, 'rr', { confidence: 0.99 }, 100),
    ...many(5, 'rw', { confidence: 0.95 }, 200),
  ];

  it('gives each its quality, its share and its cost', () => {
    assert.deepEqual(never(units), { quality: 0.9, share: 0, ms: 0, tokens: 0 });
    assert.deepEqual(ladder(units), { quality: 1, share: 0.1, ms: 1, tokens: 0.2 });
    assert.deepEqual(always(units), { quality: 0.95, share: 1, ms: 10, tokens: 2 });
    const drawn = random(units, 0.1);
    assert.ok(Math.abs(drawn.quality - 0.905) < 1e-12 && Math.abs(drawn.ms - 1) < 1e-12);
  });

  it('lets a unit count with what it stands for', () => {
    const weighted = [unit(1, 'wr', { weight: 10, doubtful: true }), unit(2, 'rr', { weight: 90 })];
    assert.deepEqual([never(weighted).quality, ladder(weighted).quality, ladder(weighted).share], [0.9, 1, 0.1]);
  });

  it('asks the least certain first', () => {
    const curve = leastCertainFirst(units);
    assert.deepEqual([curve[0]?.quality, curve.at(-1)?.quality], [0.9, 0.95]);
    assert.ok(Math.abs(qualityAt(curve, 0.1) - 1) < 1e-12);
    assert.ok(Math.abs(qualityAt(curve, 0.05) - 0.95) < 1e-12);
  });

  it('says that the ladder keeps a gain, falls short of it, or that there is none', () => {
    const kept = compareWays(units);
    assert.equal(kept.verdict, 'keeps');
    assert.ok(kept.ladderGain.low > 0 && kept.ladderGain.high < 0.2);
    const spread = [...many(30, 'wr', { confidence: 0.99 }), ...many(70, 'rr', { confidence: 0.9 }, 100)];
    assert.equal(compareWays(spread).verdict, 'falls-short');
    const worse = [...many(10, 'rw', { doubtful: true }), ...many(90, 'rr', {}, 100)];
    assert.equal(compareWays(worse).verdict, 'no-gain');
  });
});

describe('the sample', () => {
  it('takes more of the doubtful, depends on seed and ids alone, and counts for all', () => {
    const rows = Array.from({ length: 100 }, (_, i) => ({ id: `r${i}`, doubtful: i < 10 }));
    const draw = (from: typeof rows, seed = 7) =>
      stratified(from, (row) => row.doubtful, { doubtful: 8, sure: 6 }, seed);
    const drawn = draw(rows);
    assert.deepEqual([drawn.filter(({ doubtful }) => doubtful).length, drawn.length], [8, 14]);
    assert.ok(Math.abs(drawn.reduce((sum, { weight }) => sum + weight, 0) - 100) < 1e-9);
    assert.deepEqual(draw(rows.toReversed()), drawn);
    assert.notDeepEqual(draw(rows, 8), drawn);
  });

  it('has papers of layouts above those that train and calibrate', () => {
    const papers = unseenPapers();
    assert.equal(papers.length, 100);
    for (const { id, group, pages, truth } of papers) {
      assert.match(id, /^synthetic-13-1[1-4]\d\d$/);
      assert.ok(Number(group.split('-').at(-1)) >= 90_000, group);
      assert.ok((pages[0]?.words.length ?? 0) > 0);
      assert.ok(
        criticalFields.some((field) => truth[field] !== undefined),
        id,
      );
    }
  });
});

describe('the report', () => {
  const units = [...many(10, 'wr', { doubtful: true, confidence: 0.4 }), ...many(90, 'rr', {}, 100)];
  const section: Section = {
    name: 'desk.llm',
    title: "a desk's",
    model: 'a <model>',
    population: '100 rows',
    comparison: compareWays(units),
    curve: leastCertainFirst(units),
  };

  it('names every figure', () => {
    const { figures, verdicts } = JSON.parse(jsonReport({ seed: 7 }, [section]));
    assert.equal(figures['desk.llm.never.quality'], 0.9);
    assert.equal(figures['desk.llm.ladder.share'], 0.1);
    assert.deepEqual(verdicts, { 'desk.llm': 'keeps' });
  });

  it('draws and tells it', () => {
    const drawn = figure([section]);
    assert.match(drawn, /^<svg [^>]*viewBox/);
    assert.match(drawn, /a desk&#39;s/);
    assert.match(drawn, /a &lt;model>/);
    assert.match(
      page([section], { command: 'c', machine: 'm', seed: 7 }),
      /\| a desk's \| a <model> \| 100 \(100, 10\) \| 0\.900 \|/,
    );
  });
});
