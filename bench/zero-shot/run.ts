import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { packageRoot } from '../../schemas/package-root.ts';
import { deskNames, readDesk, sampled } from './desks.ts';
import { exactInterval } from './interval.ts';
import { type LanguageModel, openModel } from './language-model.ts';
import { instruction, question } from './questions.ts';
import { type DeskResult, earlierDesks, type Results, writeResults } from './results.ts';

/**
 * `npm run bench:zero-shot -- --gguf FILE [--rows 60] [--desk NAME …]`: a general language model names the label of validation
 * texts without having seen a row. README.md beside this file says where the model comes from.
 */
const { values } = parseArgs({
  options: {
    gguf: { type: 'string' },
    rows: { type: 'string', default: '60' },
    seed: { type: 'string', default: '7' },
    threads: { type: 'string', default: '2' },
    desk: { type: 'string', multiple: true },
    data: { type: 'string', default: join(packageRoot, '..', 'shared', 'data') },
    json: { type: 'string', default: join(import.meta.dirname, 'results.json') },
  },
});

const median = (numbers: readonly number[]) =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

async function askDesk(model: LanguageModel, name: string): Promise<DeskResult> {
  const desk = readDesk(name, values.data);
  const sort = await model.sorter(instruction(desk.labels), desk.labels);
  const rows = [];
  for (const { id, text, label } of sampled(desk.rows, Number(values.rows), Number(values.seed))) {
    const began = performance.now();
    const answer = await sort(question(text));
    rows.push({ id, label, answer, ms: Math.round(performance.now() - began) });
  }
  const right = rows.filter(({ label, answer }) => label === answer).length;
  const accuracy = right / rows.length;
  const interval = exactInterval(right, rows.length);
  // The first answer pays for reading the labels.
  const medianMs = median(rows.slice(1).map(({ ms }) => ms));
  return { dataSha256: desk.dataSha256, accuracy, interval, medianMs, rows };
}

if (values.gguf === undefined) throw new Error('--gguf is missing: bench/zero-shot/README.md says where the model is');
const { version } = JSON.parse(
  readFileSync(join(import.meta.dirname, 'node_modules', 'node-llama-cpp', 'package.json'), 'utf8'),
);
const load = loadavg()[0] ?? 0;
const model = await openModel(values.gguf, version, Number(values.threads));
const results: Results = {
  model: model.file,
  runtime: model.runtime,
  machine: `${cpus()[0]?.model.trim()}, ${availableParallelism()} cores, load ${load.toFixed(1)}`,
  seed: Number(values.seed),
  desks: earlierDesks(values.json, model.file),
};
for (const name of values.desk ?? deskNames) {
  const result = await askDesk(model, name);
  results.desks[name] = result;
  writeResults(values.json, results);
  const [low, high] = result.interval.map((end) => end.toFixed(3));
  console.log(
    `${name}: accuracy ${result.accuracy.toFixed(3)} (${low} to ${high}, n ${result.rows.length}), median ${result.medianMs} ms`,
  );
}
await model.close();
