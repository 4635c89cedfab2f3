import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fuzz, isDefect, isLate } from './fuzz.ts';
import { fuzzTable } from './table.ts';

/**
 * Reads damaged files and prints how they ended: `npm run fuzz -- [--count N] [--seed N] [--from INDEX] [--format F]
 * [--json FILE] [--save FOLDER]`. Exits with 1 where an ending is a defect or late; `--save` keeps those files.
 */
const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    from: { type: 'string', default: '0' },
    format: { type: 'string', multiple: true },
    json: { type: 'string' },
    save: { type: 'string' },
  },
});

const PROGRESS_EVERY = 100;
let done = 0;
const report = await fuzz({
  count: Number(values.count),
  seed: Number(values.seed),
  from: Number(values.from),
  ...(values.format ? { formats: values.format } : {}),
  onEnding: (ending) => {
    done += 1;
    if (done % PROGRESS_EVERY === 0) process.stderr.write(`${done} files\n`);
    if (!isDefect(ending) && !isLate(ending)) return;
    process.stderr.write(
      `${isDefect(ending) ? 'defect' : 'late'} at ${ending.index}, ${ending.format}: ${ending.code} ${ending.message.slice(0, 600)}\n`,
    );
    if (values.save === undefined) return;
    mkdirSync(values.save, { recursive: true });
    writeFileSync(join(values.save, `${values.seed}-${ending.index}.${ending.format}`), ending.bytes);
  },
});
process.stdout.write(fuzzTable(report));
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
process.exitCode = report.defects.length + report.late.length > 0 ? 1 : 0;
