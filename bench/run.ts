import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { openBenchModels } from './models.ts';
import { parts } from './parts.ts';
import { jsonReport, type Machine, printSection, type Section } from './report.ts';

/** `npm run bench [-- --json FILE] [--only PART …] [--quick]`: what each layer costs, beside what bounds it. */
const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    only: { type: 'string', multiple: true },
    quick: { type: 'boolean', default: false },
  },
});
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

const models = openBenchModels();
const { quick } = values;
const context = { models, quick, rounds: (full: number) => (quick ? Math.min(full, 3) : full) };
const sections: Section[] = [];
try {
  for (const part of wanted)
    for await (const section of part.sections(context)) {
      printSection(section);
      sections.push(section);
    }
} finally {
  await models.sessions.close();
}
if (!models.hasDocuments) console.log('\nInvoices are left out: no document specialist is installed.');
if (values.json !== undefined) writeFileSync(values.json, jsonReport(machine, sections));
