import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { packageRoot } from '../schemas/package-root.ts';
import { openBenchModels } from './models.ts';
import { page } from './page.ts';
import { parts } from './parts.ts';
import { goalPlot, sectionPlot } from './plot.ts';
import { compare, printComparison, readRecord, writeRecord } from './recorded.ts';
import { jsonReport, type Machine, printSection, type Section } from './report.ts';

/**
 * `npm run bench [-- --json FILE] [--only PART …] [--quick] [--plots FOLDER] [--record] [--docs]`: what each layer costs, beside
 * what bounds it and beside the last recorded run. `--quick` is a first look, `--record` puts this run in the place of the last
 * one, `--docs` writes docs/throughput.md and its figures.
 */
const { values } = parseArgs({
  options: {
    docs: { type: 'boolean', default: false },
    json: { type: 'string' },
    only: { type: 'string', multiple: true },
    plots: { type: 'string' },
    quick: { type: 'boolean', default: false },
    record: { type: 'boolean', default: false },
  },
});
const { quick } = values;
if (quick && (values.record || values.docs)) throw new Error('a quick run is neither recorded nor published');
const names = parts.map(({ name }) => name);
const unknown = values.only?.filter((name) => !names.includes(name)) ?? [];
if (unknown.length > 0) throw new Error(`there is no part ${unknown.join(', ')}; there are ${names.join(', ')}`);
const wanted = parts.filter(({ name, onlyWhenNamed }) => values.only?.includes(name) ?? onlyWhenNamed !== true);

const machine: Machine = {
  cpu: cpus()[0]?.model.trim() ?? 'unknown CPU',
  cores: availableParallelism(),
  node: process.version,
  loadBefore: loadavg()[0] ?? 0,
};
console.log(
  `${machine.cpu}, ${machine.cores} cores, Node ${machine.node}, load before ${machine.loadBefore.toFixed(1)}`,
);
if (machine.loadBefore > machine.cores / 2)
  console.log('Other work runs on this machine: trust the ratios, not the times.');

const docs = join(packageRoot, 'docs');
const models = openBenchModels();
const context = { models, quick, rounds: (full: number) => (quick ? Math.min(full, 2) : full) };
const measured = new Map<string, Section[]>();
try {
  for (const part of wanted) {
    const sections: Section[] = [];
    measured.set(part.name, sections);
    for await (const section of part.sections(context)) {
      printSection(section);
      sections.push(section);
    }
  }
} finally {
  await models.sessions.close();
}
if (!models.hasDocuments) console.log('\nInvoices are left out: no document specialist is installed.');

for (const [part, sections] of measured) {
  const before = readRecord(part);
  if (before) printComparison(part, before, compare(before, sections));
  if (values.plots !== undefined) drawPart(values.plots, part, sections);
  if (values.docs) drawPart(join(docs, 'figures'), part, sections);
  if (values.record) writeRecord(part, machine, sections);
}
if (values.docs) writeFileSync(join(docs, 'throughput.md'), page(measured, machine, figureName));
if (values.json !== undefined) writeFileSync(values.json, jsonReport(machine, [...measured.values()].flat()));

/** A figure a comparison, and one of the ratios that have a goal. */
function drawPart(folder: string, part: string, sections: readonly Section[]): void {
  mkdirSync(folder, { recursive: true });
  for (const section of sections) {
    const name = figureName(part, section);
    if (name !== null) writeFileSync(join(folder, name), sectionPlot(section));
  }
  if (sections.some(({ ratios }) => Object.values(ratios).some((ratio) => typeof ratio !== 'number' && ratio.goal)))
    writeFileSync(join(folder, `bench-${part}-goals.svg`), goalPlot(sections, readRecord(part)));
}

/** File of a section's figure; null where it has nothing to draw. */
function figureName(part: string, section: Section): string | null {
  if (Object.keys(section.figures).length === 0) return null;
  return `bench-${part}-${(measured.get(part) ?? []).indexOf(section) + 1}.svg`;
}
