import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { closeReaders, readDocument, readLimits } from '../../reading/read-document.ts';
import { parseConfig } from '../../schemas/config.ts';

/**
 * Reads files as the service does, through reader processes: once while they warm up, once more timed.
 *
 *     node bench/read/docket-reader.ts [--at-once N] [--with-xml] FILE...
 *
 * Prints the pages of one pass and the milliseconds of the second.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    'at-once': { type: 'string', default: String(availableParallelism()) },
    'with-xml': { type: 'boolean', default: false },
  },
});
const limits = { ...readLimits(parseConfig({})), maxPages: 10_000 };

async function pass(): Promise<number> {
  const waiting = [...positionals];
  let pages = 0;
  const work = async () => {
    for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
      const options = { fileName: path, limits, ignoreXml: !values['with-xml'] };
      const { parts } = await readDocument(readFileSync(path), options);
      for (const part of parts) pages += part.pages.length;
    }
  };
  await Promise.all(Array.from({ length: Number(values['at-once']) }, work));
  return pages;
}

const pages = await pass();
const started = performance.now();
await pass();
process.stdout.write(`${pages} ${performance.now() - started}\n`);
await closeReaders();
