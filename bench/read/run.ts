import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { firstPage } from './first-page.ts';
import { memory } from './memory.ts';
import { ocrSpeed } from './ocr-speed.ts';
import { printTable, type Table } from './table.ts';
import { textSpeed } from './text-speed.ts';
import { wordAccuracy } from './word-accuracy.ts';

const parts: Record<string, () => Promise<Table>> = {
  text: textSpeed,
  first: firstPage,
  memory,
  ocr: ocrSpeed,
  words: wordAccuracy,
};

/** `npm run bench:read [-- --json FILE] [--only text|first|memory|ocr|words]`: reading beside other readers, in one run. */
const { values } = parseArgs({ options: { json: { type: 'string' }, only: { type: 'string', multiple: true } } });
const load = loadavg()[0] ?? 0;
const machine = { cpu: cpus()[0]?.model ?? 'unknown CPU', cores: availableParallelism(), node: process.version, load };
console.log(`${machine.cpu}, ${machine.cores} cores, Node ${machine.node}, load before ${load.toFixed(1)}`);
if (load > machine.cores / 2) console.log('Other work runs on this machine: trust the ratios, not the times.');
const tables: Table[] = [];
for (const [name, measure] of Object.entries(parts)) {
  if (values.only !== undefined && !values.only.includes(name)) continue;
  const table = await measure();
  printTable(table);
  tables.push(table);
}
const ratios = Object.assign({}, ...tables.map((table) => table.ratios));
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ ratios, machine, tables }, null, 2)}\n`);
