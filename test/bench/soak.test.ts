import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { processNames } from '../../bench/load/stack.ts';
import { figures } from '../../bench/soak/figures.ts';
import { page } from '../../bench/soak/page.ts';
import { treeMemory } from '../../bench/soak/process-memory.ts';
import { beginRecord, readRecord, type SoakRecord } from '../../bench/soak/record.ts';
import type { Sample } from '../../bench/soak/sample.ts';
import { mediansBy, theilSen } from '../../bench/soak/trend.ts';
import { MIB } from '../../bench/soak/units.ts';
import { seededRandom } from '../../models/desk-training/seeded-random.ts';

const noise = seededRandom(3);
/** An hour of 1-minute points with noise of ±5 around a line. */
const hour = (slopeAnHour: number) =>
  Array.from({ length: 60 }, (_, minute) => ({
    x: minute / 60,
    y: 100 + (slopeAnHour * minute) / 60 + 10 * noise() - 5,
  }));

describe('the trend of a soak', () => {
  it('lies in its interval about as often as it says', () => {
    const runs = 300;
    let inside = 0;
    for (let run = 0; run < runs; run++) {
      const slope = (run % 3) * 30 - 30;
      const trend = theilSen(hour(slope));
      assert.ok(trend && trend.high - trend.low < 15, JSON.stringify(trend));
      if (trend.low <= slope && slope <= trend.high) inside += 1;
    }
    assert.ok(inside / runs > 0.91 && inside / runs < 0.99, `${inside / runs}`);
  });

  it('is not moved by outliers', () => {
    const points = hour(0).map((point, index) => (index % 6 === 0 ? { ...point, y: 500 } : point));
    const trend = theilSen(points);
    assert.ok(trend && Math.abs(trend.slope) < 5, JSON.stringify(trend));
  });

  it('is exact on a line and needs five points', () => {
    const line = [0, 1, 2, 3, 4, 5].map((x) => ({ x, y: 2 * x }));
    assert.deepEqual([theilSen(line)?.slope, theilSen(line)?.low, theilSen(line)?.high], [2, 2, 2]);
    assert.equal(theilSen(line.slice(0, 4)), null);
  });

  it('goes over medians of windows', () => {
    const points = [0.1, 0.2, 0.3, 1.5].map((x, index) => ({ x, y: [1, 100, 2, 7][index] ?? 0 }));
    assert.deepEqual(mediansBy(points, 1), [
      { x: 0.2, y: 2 },
      { x: 1.5, y: 7 },
    ]);
  });
});

it('the memory of a process counts with what it started', () => {
  const { me } = treeMemory({ me: process.pid });
  const { rss } = process.memoryUsage();
  assert.ok(me && me.rss > rss / 2 && me.rss < rss * 2, JSON.stringify(me));
  assert.deepEqual(treeMemory({ gone: null }), {});
});

/** An hour in which the Temporal worker grows by 60 MiB and all else stays as it is. */
function soaked(): Pick<SoakRecord, 'head' | 'samples'> {
  const samples = Array.from({ length: 720 }, (_, index): Sample => {
    const at = index * 5;
    const memory = Object.fromEntries(
      processNames.map((name) => {
        const tree = (300 + 10 * noise() + (name === 'temporal-worker' ? at / 60 : 0)) * MIB;
        return [name, { rss: tree, tree, processes: 1 }];
      }),
    );
    return {
      at,
      memory,
      heap: { api: 50 * MIB },
      redis: { used: 5 * MIB + noise() * 1000, keys: 20 },
      postgres: at * 1024,
      temporal: at * 2048,
      underWay: { cases: 3 },
      settled: at,
      latency: { p50: 100, p95: 300 },
      load: 1,
    };
  });
  const capacity = { casesPerSecond: 2, seconds: 120, inFlight: 48, given: false };
  return { head: { kind: 'head', command: 'c', machine: 'm', mix: { ticket: 50 }, capacity, offered: 1.4 }, samples };
}

describe('the record and the report of a soak', () => {
  it('say what grows and what is flat', () => {
    const text = page({ ...soaked(), end: null });
    const [, atEnd] = /\| temporal-worker \|.*\| grows \| ([-.\d]+) \|/.exec(text) ?? [];
    assert.ok(Math.abs(Number(atEnd) - 14) < 7, `${atEnd}`);
    for (const name of ['api', 'inference-worker', 'redis', 'temporal', 'postgres']) {
      assert.match(text, new RegExp(`\\| ${name} \\|.*\\| flat`));
    }
    assert.match(text, /was cut off/);
    assert.match(text, /Postgres by 1\.0 KiB a case, Temporal by 2\.0 KiB/);
  });

  it('name what is broken at the end', () => {
    const end = {
      kind: 'end' as const,
      verdicts: [{ name: 'queues are empty', problems: ['a job'] }],
      ...{ requests: 1, cases: 1, decisions: 0, events: 1, settledInSeconds: 1, left: {} },
    };
    assert.match(page({ ...soaked(), end }), /Broken: queues are empty \(1\)/);
    assert.match(page({ ...soaked(), end: { ...end, verdicts: [] } }), /Nothing is lost/);
    assert.match(
      page({ ...soaked(), end }, 'A build ran beside it.'),
      /ms \(worst 300\)\.\n\nA build ran beside it\.\n\nSlopes/,
    );
  });

  it('a run that was cut off can be read', () => {
    const folder = mkdtempSync(join(tmpdir(), 'docket-soak-record-'));
    const path = join(folder, 'soak.jsonl');
    const { head, samples } = soaked();
    const add = beginRecord(path);
    add(head);
    for (const one of samples.slice(0, 3)) add({ kind: 'sample', ...one });
    const record = readRecord(path);
    assert.deepEqual([record.samples, record.end], [samples.slice(0, 3), null]);
    assert.match(page(record), /too short/);
    assert.throws(() => readRecord(join(folder, 'none')), { code: 'file.not-found' });
    rmSync(folder, { recursive: true });
  });

  it('figures draw every process and every series', () => {
    const drawn = figures({ ...soaked(), end: null });
    assert.deepEqual(Object.keys(drawn), ['memory', 'redis', 'sizes', 'under-way', 'latency']);
    for (const name of processNames) assert.match(drawn.memory ?? '', new RegExp(`>${name}<`));
    for (const svg of Object.values(drawn)) {
      assert.match(svg, /^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
      assert.ok(!svg.includes('NaN'));
    }
  });
});
