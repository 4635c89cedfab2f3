import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { durablePath } from './durable-path.ts';
import { documentsAlone, inferenceAlone } from './inference-alone.ts';
import { openBenchModels } from './models.ts';
import { jsonReport, printSection, type Section } from './report.ts';
import { throughQueue } from './through-queue.ts';

/** `npm run bench [-- --json FILE] [--only alone|queue|durable]`: what each layer costs, beside what bounds it. */
const { values } = parseArgs({ options: { json: { type: 'string' }, only: { type: 'string', multiple: true } } });
const wanted = (part: string) => values.only === undefined || values.only.includes(part);

const models = openBenchModels();
const sections: Section[] = [];
const show = (section: Section) => {
  printSection(section);
  sections.push(section);
};
const machine = {
  cpu: cpus()[0]?.model ?? 'unknown CPU',
  cores: availableParallelism(),
  node: process.version,
  loadBefore: loadavg()[0] ?? 0,
};
console.log(
  `${machine.cpu}, ${machine.cores} cores, Node ${machine.node}, load before ${machine.loadBefore.toFixed(1)}`,
);
if (machine.loadBefore > machine.cores / 2)
  console.log('Other work runs on this machine: trust the ratios, not the times.');
try {
  if (wanted('alone')) {
    show(await inferenceAlone(models));
    if (models.hasDocuments) show(await documentsAlone(models));
  }
  if (wanted('queue')) show(await throughQueue(models));
  if (wanted('durable')) for (const section of await durablePath(models)) show(section);
} finally {
  await models.sessions.close();
}
if (!models.hasDocuments) console.log('\nInvoices are left out: no document specialist is installed.');
if (values.json !== undefined) writeFileSync(values.json, jsonReport(machine, sections));
