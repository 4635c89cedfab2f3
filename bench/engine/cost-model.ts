import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { packageRoot } from '../../schemas/package-root.ts';
import { ASSUMPTIONS_FILE, readAssumptions, valuesOf } from './assumptions.ts';
import { capacityOf } from './capacity.ts';
import { capacityPage } from './capacity-page.ts';
import { engineFile } from './engine-run.ts';
import { cpuFigure, rateFigure } from './figure.ts';
import { measuredDocument } from './measured-document.ts';

/**
 * `npm run bench:cost [-- --figures F] [--assumptions F] [--docs]`: machines, storage and money of a month at the load that the
 * assumptions name, from what `bench:engine` measured. `--docs` writes docs/capacity.md and its figures.
 */
const { values } = parseArgs({
  options: {
    figures: { type: 'string', default: join(import.meta.dirname, 'measured.json') },
    assumptions: { type: 'string', default: ASSUMPTIONS_FILE },
    docs: { type: 'boolean', default: false },
  },
});

const file = engineFile.parse(JSON.parse(readFileSync(values.figures, 'utf8')));
const digital = measuredDocument(file, 'documents');
if (digital === null)
  throw new Error(
    `${values.figures} has no documents decided on Postgres: npm run bench:engine -- --load documents --server postgres --json ${values.figures}`,
  );
const scan = measuredDocument(file, 'scans');
const assumptions = readAssumptions(values.assumptions);
const { pools, gpuMachines, volumes, money, peakPerSecond } = capacityOf(digital, scan, valuesOf(assumptions));
const whole = (value: number) => Math.round(value).toLocaleString('en');

console.log(
  `${whole(assumptions.documentsPerDay.value)} documents a day, ${peakPerSecond.toFixed(1)} a second at the peak`,
);
if (scan === null) console.log('no scans were measured: every document counts as one with text');
for (const [name, { meanCores, peakCores, machines }] of Object.entries(pools))
  console.log(
    `  ${name.padEnd(12)}${meanCores.toFixed(1).padStart(8)} cores on average ${peakCores.toFixed(1).padStart(8)} at the peak ${String(machines).padStart(4)} machines`,
  );
console.log(`  inference on GPUs instead (assumed): ${gpuMachines} machines`);
for (const [name, { monthlyGigabytes, fullGigabytes }] of Object.entries(volumes))
  console.log(
    `  ${name.padEnd(12)}${whole(monthlyGigabytes).padStart(10)} GB a month ${whole(fullGigabytes).padStart(12)} GB when all is kept`,
  );
for (const [name, { first, full }] of Object.entries(money))
  console.log(
    `  ${name.padEnd(14)}${whole(first.total).padStart(10)} dollars in the first month, ${whole(full.total)} when all is kept`,
  );

if (values.docs) {
  const docs = join(packageRoot, 'docs');
  writeFileSync(join(docs, 'capacity.md'), capacityPage(file, { digital, scan }, assumptions));
  writeFileSync(join(docs, 'figures', 'engine-rate.svg'), rateFigure(file.runs));
  writeFileSync(join(docs, 'figures', 'engine-cpu.svg'), cpuFigure(file.runs));
}
