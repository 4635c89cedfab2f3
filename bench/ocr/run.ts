import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { packageRoot } from '../../schemas/package-root.ts';
import { type Contender, docket, type PageRead, rapidocr, tesseract } from './contenders.ts';
import { sroiePages } from './sroie-pages.ts';
import { totalRecall, type WordRecall, wordRecall } from './word-recall.ts';

/**
 * `npm run bench:ocr [-- --limit N] [--json FILE] [--data FOLDER] [--rapidocr PYTHON]`: word recall and time of optical
 * recognition on the SROIE receipts, page by page in turn with the plain pipeline and tesseract.
 */
const { values } = parseArgs({
  options: {
    limit: { type: 'string', default: '1000' },
    data: { type: 'string', default: join(packageRoot, '..', 'shared', 'data', 'receipts-sroie') },
    json: { type: 'string' },
    rapidocr: { type: 'string' },
  },
});

const median = (numbers: readonly number[]) =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

const pages = sroiePages(values.data, Number(values.limit));
const contenders: Contender[] = [docket];
if (values.rapidocr !== undefined) contenders.push(rapidocr(values.rapidocr));
const installed = await tesseract();
if (installed) contenders.push(installed);

const results = new Map<string, { reads: PageRead[]; recalls: WordRecall[] }>();
for (const { name } of contenders) results.set(name, { reads: [], recalls: [] });
const [first] = pages;
// The first page of a process pays for opening the networks.
if (first) for (const contender of contenders) await contender.read(first.path);
for (const [turn, { path, printed }] of pages.entries()) {
  for (let step = 0; step < contenders.length; step += 1) {
    const contender = contenders[(turn + step) % contenders.length];
    if (!contender) continue;
    const read = await contender.read(path);
    results.get(contender.name)?.reads.push(read);
    results.get(contender.name)?.recalls.push(wordRecall(printed, read.words));
  }
}
for (const contender of contenders) contender.close();

const rows = [...results].map(([name, { reads, recalls }]) => {
  const cpuSeconds = reads.flatMap((read) => read.cpuSeconds ?? []);
  return {
    name,
    ...totalRecall(recalls),
    secondsPerPage: median(reads.map(({ seconds }) => seconds)),
    cpuSecondsPerPage: cpuSeconds.length > 0 ? median(cpuSeconds) : null,
  };
});
const words = results.get(docket.name)?.recalls.reduce((sum, recall) => sum + recall.words, 0) ?? 0;
const load = loadavg()[0] ?? 0;
console.log(`SROIE training images: n = ${pages.length} pages, ${words} words`);
console.log(`${cpus()[0]?.model}, ${availableParallelism()} cores, load ${load.toFixed(1)}: trust the ratios first.\n`);
console.log('| reader | exact | substring | without spaces | s/page | CPU s/page |');
console.log('|---|---|---|---|---|---|');
for (const row of rows) {
  const shares = [row.exact, row.substring, row.unspaced].map((share) => share.toFixed(3)).join(' | ');
  const cpu = row.cpuSecondsPerPage?.toFixed(2) ?? '';
  console.log(`| ${row.name} | ${shares} | ${row.secondsPerPage.toFixed(2)} | ${cpu} |`);
}

const ours = rows.find(({ name }) => name === docket.name);
const ratios: Record<string, number> = {};
for (const row of rows) {
  if (!ours || row === ours) continue;
  const name = row.name.replaceAll(' ', '-');
  ratios[`ocr.speed.${name}`] = row.secondsPerPage / ours.secondsPerPage;
  if (row.cpuSecondsPerPage && ours.cpuSecondsPerPage) {
    ratios[`ocr.cpu.${name}`] = row.cpuSecondsPerPage / ours.cpuSecondsPerPage;
  }
}
for (const [name, ratio] of Object.entries(ratios)) console.log(`\n${name} = ${ratio.toFixed(2)} (times as fast)`);
if (values.json !== undefined) {
  const recalls = ours && { 'ocr.exact': ours.exact, 'ocr.substring': ours.substring, 'ocr.unspaced': ours.unspaced };
  const report = { pages: pages.length, words, load, ratios: { ...recalls, ...ratios }, readers: rows };
  writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
}
