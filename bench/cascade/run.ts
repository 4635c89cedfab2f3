import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { userModels } from '../../models/desk-training/train-desk.ts';
import { openDocumentSpecialist } from '../../models/document-specialist.ts';
import { saveGains } from '../../models/larger-model/gains-file.ts';
import { stepGainOf } from '../../models/larger-model/measure-desk.ts';
import type { LargerModel } from '../../models/larger-model/port.ts';
import { openRegistry } from '../../models/registry.ts';
import { openSessions } from '../../models/session-pool.ts';
import { openTicketSpecialist } from '../../models/ticket-specialist.ts';
import { parseConfig } from '../../schemas/config.ts';
import { packageRoot } from '../../schemas/package-root.ts';
import { DOCUMENTS } from '../../schemas/policy.ts';
import { ALL_FIELDS, type StepGain, TICKET_FIELD } from '../../schemas/step-gain.ts';
import { deskNames, readDesk, trainRows } from '../zero-shot/desks.ts';
import { openModel } from '../zero-shot/language-model.ts';
import { triageDesk, unitsOfDesk } from './desks.ts';
import { unitsOfDocuments, unseenPapers, unseenReceipts } from './documents.ts';
import { figure } from './figure.ts';
import { compareWays } from './gains.ts';
import { page } from './page.ts';
import { jsonReport, printSection, readSections, type Section } from './report.ts';
import { openSecondDesk } from './second-desk.ts';
import { smallLanguageModel } from './small-language-model.ts';
import { leastCertainFirst, type Unit } from './units.ts';

/**
 * `npm run bench:cascade -- --gguf FILE [--json F] [--save] [--docs] [--only NAME …]`: what a larger model is worth on validation
 * data, asked never, always, by the ladder or by chance. `--save` keeps the gains where the ladder of `DOCKET_DATA_DIR` reads
 * them, `--docs` writes docs/cascade.md and its figure, `--with F` takes over what an earlier run wrote with `--json`. bench/zero-shot/README.md says where the model comes from; without one
 * only a second desk, trained here in seconds, is measured.
 */
const { values } = parseArgs({
  options: {
    gguf: { type: 'string' },
    json: { type: 'string' },
    save: { type: 'boolean', default: false },
    docs: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true },
    with: { type: 'string', multiple: true, default: [] },
    threads: { type: 'string', default: `${availableParallelism()}` },
    seed: { type: 'string', default: '7' },
    data: { type: 'string', default: join(packageRoot, '..', 'shared', 'data') },
  },
});

/** Tickets that a language model is asked about on each desk. */
const ASKED_TICKETS = { doubtful: 50, sure: 16 };
/** Tickets for a second desk, which answers in milliseconds. */
const TRIAGED_TICKETS = { doubtful: 400, sure: 400 };
/** Documents of each of so many parts of a set. */
const ASKED_PAPERS = { doubtful: 3, sure: 1, parts: 4 };
const ASKED_RECEIPTS = { doubtful: 6, sure: 2, parts: 1 };
/** Where a plain model is known to be better than the specialist (docs/experiments.md), and the rows that it learns from. */
const SECOND_DESKS = ['it-topic'];
const TRAIN_ROWS = 3000;

const [seed, threads] = [Number(values.seed), Number(values.threads)];
const wanted = (name: string) => values.only === undefined || values.only.includes(name);
const began = performance.now();
const load = loadavg()[0] ?? 0;
const machine = `${cpus()[0]?.model.trim()}, ${availableParallelism()} cores, load ${load.toFixed(1)}`;
const registry = openRegistry();
const sessions = openSessions({ providers: 'cpu', threads: 1, intraOpThreads: threads });
const language = values.gguf === undefined ? null : await openModel(values.gguf, llamaVersion(), threads);
const larger = language && smallLanguageModel(language);
if (!larger) console.log('Without --gguf no language model is asked: bench/zero-shot/README.md says where one is.');

const sections: Section[] = values.with.flatMap((file) => readSections(file));
const gains: StepGain[] = [];

function add(section: Omit<Section, 'comparison' | 'curve'>, units: readonly Unit[]): void {
  const whole = { ...section, comparison: compareWays(units), curve: leastCertainFirst(units) };
  printSection(whole);
  sections.push(whole);
}

const asked = (units: readonly Unit[]) =>
  units.filter(({ doubtful }) => doubtful).map((unit) => ({ ...unit, after: unit.merged }));

for (const name of deskNames.filter(wanted)) {
  const desk = readDesk(name, values.data);
  const specialist = await openTicketSpecialist(registry, sessions, name);
  const triaged = await triageDesk(desk, specialist);
  const population = `${triaged.length} validation rows in scope, ${triaged.filter(({ said }) => !said.label.accepted).length} of them in doubt`;
  const measure = async (model: LargerModel, shown: string, key: string, sizes: typeof ASKED_TICKETS) => {
    const units = await unitsOfDesk(triaged, specialist.labels, model, sizes, seed);
    add({ name: `${name}.${key}`, title: name, model: shown, population }, units);
    if (model.step === 'llm')
      gains.push(stepGainOf({ desk: name, field: TICKET_FIELD, model, beside: specialist.producer }, asked(units)));
  };
  if (SECOND_DESKS.includes(name)) {
    const second = await openSecondDesk(sessions, trainRows(name, values.data, TRAIN_ROWS, seed));
    await measure(second, 'a second desk', 'second', TRIAGED_TICKETS);
  }
  if (larger) await measure(larger, larger.producer.name, 'llm', ASKED_TICKETS);
}

if (larger && wanted(DOCUMENTS)) {
  const specialist = await openDocumentSpecialist(registry, sessions);
  const all = [];
  for (const { name, title, documents, sizes, population } of [
    {
      name: 'papers.llm',
      title: 'papers of unseen layouts',
      documents: unseenPapers(),
      sizes: ASKED_PAPERS,
      population: '100 synthetic papers of generation 8, seed 13, layouts 90,000 and above; groups are layouts',
    },
    {
      name: 'receipts.llm',
      title: 'receipts of unseen sellers',
      documents: unseenReceipts(values.data),
      sizes: ASKED_RECEIPTS,
      population: '62 receipts of SROIE, validation part: issue date, seller, gross total; groups are sellers',
    },
  ]) {
    const units = [];
    for (let part = 0; part < sizes.parts; part++) {
      const some = documents.filter((_, index) => index % sizes.parts === part);
      units.push(...(await unitsOfDocuments(some, specialist, larger, sizes, seed)));
    }
    add({ name, title, model: larger.producer.name, population }, units);
    all.push(...units);
  }
  const of = { desk: DOCUMENTS, model: larger, beside: specialist.producer };
  const byField = Map.groupBy(all, ({ field }) => field);
  gains.push(stepGainOf({ ...of, field: ALL_FIELDS }, asked(all)));
  for (const [field, units] of byField) gains.push(stepGainOf({ ...of, field }, asked(units)));
}

await language?.close();
await sessions.close();
const seconds = Math.round((performance.now() - began) / 1000);
console.log(`\n${seconds} s, ${machine}`);
const command = 'npm run bench:cascade -- --gguf FILE --docs';
if (values.json !== undefined) writeFileSync(values.json, jsonReport({ machine, seed, seconds }, sections));
if (values.docs) {
  writeFileSync(join(packageRoot, 'docs', 'cascade.md'), page(sections, { command, machine, seed }));
  writeFileSync(join(packageRoot, 'docs', 'figures', 'cascade.svg'), figure(sections));
}
if (values.save) {
  const folder = userModels(parseConfig(process.env).DOCKET_DATA_DIR);
  saveGains(folder, gains);
  console.log(`${gains.length} measurements are kept in ${folder}`);
}

function llamaVersion(): string {
  const path = join(import.meta.dirname, '..', 'zero-shot', 'node_modules', 'node-llama-cpp', 'package.json');
  const { version }: { version: string } = JSON.parse(readFileSync(path, 'utf8'));
  return version;
}
