import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { describe, it } from 'node:test';
import { ASSUMPTIONS_FILE, readAssumptions, valuesOf } from '../../bench/engine/assumptions.ts';
import { capacityOf } from '../../bench/engine/capacity.ts';
import { capacityPage } from '../../bench/engine/capacity-page.ts';
import { type EngineFile, type EngineRun, engineFile } from '../../bench/engine/engine-run.ts';
import { cpuFigure, rateFigure, ticksTo } from '../../bench/engine/figure.ts';
import { measuredDocument } from '../../bench/engine/measured-document.ts';
import { usageOf } from '../../bench/engine/process-usage.ts';
import { cpuPerCase } from '../../bench/engine/table.ts';
import { variedInvoice } from '../../bench/engine/varied-invoice.ts';
import { textPdf } from '../../bench/text-pdf.ts';
import { waitUntil } from '../../deploy/local/wait-until.ts';

const spread = { p50: 1000, p95: 1900, most: 2000 };
const run = (given: Partial<EngineRun> = {}): EngineRun => ({
  server: 'postgres',
  load: 'documents',
  cases: 1000,
  workers: 2,
  at: '2026-01-01T00:00:00.000Z',
  loadBefore: 0.1,
  queueRate: 50,
  drainSeconds: 100,
  drainRate: 10,
  sinceStartMs: spread,
  ageMs: spread,
  states: { accepted: 900, review: 100 },
  exportSeconds: 3,
  cpuSeconds: {
    queue: { api: 2, temporal: 10, 'postgres for temporal': 5 },
    drain: { 'temporal-worker': 60, 'inference-worker': 86.4, temporal: 10, 'postgres for docket': 3.64 },
  },
  memoryBytes: { api: 1e8 },
  bytes: { temporal: 20e6, database: 5e6, blobs: 12e6, blobFiles: 6000, sent: 2e6, wal: 40e6, redis: 1e6 },
  chainEntries: 3000,
  histories: { sampled: 100, runs: 1000, eventsPerRun: spread, bytesPerRun: spread, bytesPerCase: 9000 },
  curve: [[1, 10]],
  ...given,
});
const file = (runs: EngineRun[]): EngineFile =>
  engineFile.parse({
    machine: { cpu: 'a <cpu>', cores: 2, memoryGb: 16, node: 'v24', postgres: 'Postgres 18', temporal: '1.29.1' },
    chain: { entriesPerSecond: 500, writers: 10, seconds: 10 },
    runs,
  });

describe('what one document takes', () => {
  it('is that of the run with the most cases on Postgres', () => {
    const found = measuredDocument(
      file([run({ cases: 100 }), run(), run({ server: 'sqlite', cases: 9000 }), run({ load: 'bulk', cases: 9000 })]),
      'documents',
    );
    assert.equal(found?.run.cases, 1000);
    assert.equal(found?.cpuSeconds.temporal, 0.02);
    assert.deepEqual([found?.derivedBytes, found?.blobs, found?.temporalBytes], [10_000, 6, 20_000]);
    assert.equal(measuredDocument(file([run()]), 'scans'), null);
    assert.equal(cpuPerCase(run())['inference-worker'], 86.4);
  });
});

describe('the model of the cost', () => {
  const given = {
    ...valuesOf(readAssumptions(ASSUMPTIONS_FILE)),
    ...{ documentsPerDay: 1_000_000, scannedShare: 0.5, peakFactor: 4, utilisation: 0.5, coreFactor: 1 },
    ...{ documentKilobytes: 90, scanKilobytes: 490, keptMonths: 12, temporalDays: 1, walDays: 2, databaseCopies: 2 },
    ...{ machineCores: 4, spareMachines: 1, machineMonth: 100, gpuDocumentsPerSecond: 20, gpuMachineMonth: 300 },
    ...{ volumeGigabyteMonth: 0.1, blobGigabyteMonth: 0.01, blobPutsThousand: 0.005 },
  };
  const [digital] = [measuredDocument(file([run()]), 'documents')];
  assert.ok(digital);

  it('sizes machines for the peak', () => {
    const { pools, peakPerSecond, chainPerSecond, gpuMachines } = capacityOf(digital, null, given);
    assert.ok(Math.abs(peakPerSecond - 4_000_000 / 86_400) < 1e-9);
    assert.ok(Math.abs(chainPerSecond - 3 * peakPerSecond) < 1e-9);
    // 0.0864 s of inference × 1,000,000 ÷ 86,400 s = 1 core; 8 at the peak; 2 machines of 4 cores and a spare one.
    assert.ok(Math.abs(pools.inference.meanCores - 1) < 1e-9);
    assert.ok(Math.abs(pools.inference.peakCores - 8) < 1e-9);
    assert.equal(pools.inference.machines, 3);
    // 0.082 s: 0.949 cores, 7.6 at the peak.
    assert.equal(pools.service.machines, 3);
    // 0.00864 s: 0.1 cores, 0.8 at the peak: a machine and its copy.
    assert.ok(Math.abs(pools.database.meanCores - 0.1) < 1e-9);
    assert.equal(pools.database.machines, 2);
    // 46.3 a second, 10 by each at half its load.
    assert.equal(gpuMachines, 6);
  });

  it('mixes scans in by their share', () => {
    const scan = measuredDocument(
      file([run({ load: 'scans', cpuSeconds: { queue: {}, drain: { temporal: 80 } } })]),
      'scans',
    );
    const { pools, volumes } = capacityOf(digital, scan, given);
    assert.ok(Math.abs(pools.inference.meanCores - 0.5) < 1e-9);
    const monthly = (1_000_000 * 365) / 12;
    assert.ok(Math.abs(volumes.documents.monthlyGigabytes - (monthly * (290_000 + 10_000)) / 1e9) < 1e-6);
  });

  it('prices what is rented, stored and written', () => {
    const { volumes, money, blobPutsMonth } = capacityOf(digital, null, given);
    const monthly = (1_000_000 * 365) / 12;
    assert.ok(Math.abs(volumes.documents.monthlyGigabytes - (monthly * 100_000) / 1e9) < 1e-6);
    assert.ok(Math.abs(volumes.documents.fullGigabytes - 12 * volumes.documents.monthlyGigabytes) < 1e-6);
    assert.ok(Math.abs(volumes.temporal.fullGigabytes - 20) < 1e-6, 'a day of 20 KB each');
    assert.ok(Math.abs(volumes.wal.fullGigabytes - 80) < 1e-6, 'two days of 40 KB each');
    assert.ok(Math.abs(blobPutsMonth - 6 * monthly) < 1e-3);
    const { first, full } = money.onProcessors;
    assert.equal(first.machines, 800);
    assert.equal(money.onGpus.first.machines, 500 + 6 * 300);
    const databases = 2 * (volumes.database.monthlyGigabytes + 20) * 0.1;
    assert.ok(Math.abs(first.storage - databases - (volumes.documents.monthlyGigabytes + 80) * 0.01) < 1e-6);
    assert.ok(full.storage > first.storage && full.writes === first.writes);
    assert.equal(first.total, first.machines + first.storage + first.writes);
  });
});

describe('the report', () => {
  const runs = [1, 2, 4].flatMap((workers) => [
    run({ workers, drainRate: 5 * workers }),
    run({ workers, server: 'sqlite', drainRate: workers === 1 ? null : 8 }),
  ]);

  it('draws rates and CPU', () => {
    const rates = rateFigure(runs);
    assert.match(rates, /^<svg [^>]*viewBox/);
    assert.equal(rates.match(/<polyline/g)?.length, 2);
    assert.equal(rates.match(/<circle/g)?.length, 5, 'a rate that could not be told is no point');
    assert.match(cpuFigure(runs), /<title>inference-worker: 86\.4 ms<\/title>/);
    assert.deepEqual(ticksTo(17), [0, 5, 10, 15]);
    assert.deepEqual(ticksTo(0), [0]);
  });

  it('tells every run, every assumption and where each comes from', () => {
    const [digital] = [measuredDocument(file(runs), 'documents')];
    assert.ok(digital);
    const assumptions = readAssumptions(ASSUMPTIONS_FILE);
    const page = capacityPage(file(runs), { digital, scan: null }, assumptions);
    assert.equal(page.match(/^\| documents \| 1,000 \|/gm)?.length, 6);
    assert.match(page, /too soon to tell/);
    assert.match(page, /No scans were measured/);
    for (const name of Object.keys(assumptions)) assert.ok(page.includes(`\`${name}\``), name);
    assert.doesNotMatch(page, /NaN|undefined|Infinity/);
  });
});

describe('the load', () => {
  it('is a new invoice each time, whose sums close, from sellers that come again', () => {
    const invoices = Array.from({ length: 1200 }, (_, index) => variedInvoice(index));
    assert.equal(new Set(invoices.map((lines) => JSON.stringify(lines))).size, 1200);
    const text = (lines: ReturnType<typeof variedInvoice>, x: number, y: number) =>
      lines.find(([left, top]) => left === x && top === y)?.[2];
    assert.equal(new Set(invoices.map((lines) => text(lines, 380, 80))).size, 1200, 'numbers');
    assert.equal(text(invoices[0] ?? [], 50, 60), text(invoices[500] ?? [], 50, 60));
    for (const lines of invoices.slice(0, 50)) {
      const cents = (y: number) => Math.round(100 * Number.parseFloat(text(lines, 480, y) ?? ''));
      const rows = lines.filter(([x, y]) => x === 480 && y >= 280 && y < 450);
      assert.equal(
        rows.reduce((sum, [, , amount]) => sum + Math.round(100 * Number(amount)), 0),
        cents(450),
      );
      assert.equal(cents(450) + cents(468), cents(486));
      const iban = (text(lines, 50, 540) ?? '').replace('IBAN', '').replaceAll(' ', '');
      assert.equal(BigInt(`${iban.slice(4)}1314${iban.slice(2, 4)}`) % 97n, 1n, iban);
    }
    assert.match(new TextDecoder().decode(textPdf(invoices[0] ?? [])), /^%PDF-1\.4[\s\S]*%%EOF\n$/);
  });
});

it('what a process and those below it use is counted', async () => {
  const burn = 'while (process.cpuUsage().user < 400000); setTimeout(() => {}, 60000)';
  const child = spawn('sh', ['-c', `"${process.execPath}" -e "${burn}"; true`], { stdio: 'ignore', detached: true });
  try {
    const pid = child.pid ?? 0;
    const cpu = () => usageOf({ burner: pid }).burner?.cpuSeconds ?? 0;
    assert.ok(await waitUntil(() => cpu() > 0.2, 60_000), `${cpu()} s`);
    assert.ok((usageOf({ burner: pid }).burner?.memoryBytes ?? 0) > 10e6);
    assert.deepEqual(usageOf({ gone: 2 ** 22 + 1 }), {});
  } finally {
    process.kill(-(child.pid ?? 0), 'SIGKILL');
  }
});
