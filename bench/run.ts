import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
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
console.log(`${cpus()[0]?.model ?? 'unknown CPU'}, ${availableParallelism()} cores, Node ${process.version}`);
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
if (values.json !== undefined) writeFileSync(values.json, jsonReport(sections));
