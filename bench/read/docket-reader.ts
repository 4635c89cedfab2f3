import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { closeReaders, readDocument, readLimits } from '../../reading/read-document.ts';
import { parseConfig } from '../../schemas/config.ts';

/**
 * Reads files as the service does, through warm reader processes.
 *
 *     node bench/read/docket-reader.ts [--at-once N] FILE...
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { 'at-once': { type: 'string', default: String(availableParallelism()) } },
});
const limits = { ...readLimits(parseConfig({})), maxPages: 10_000 };
const waiting = [...positionals];
let pages = 0;
async function work(): Promise<void> {
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const { parts } = await readDocument(readFileSync(path), { fileName: path, limits });
    for (const part of parts) pages += part.pages.length;
  }
}
await Promise.all(Array.from({ length: Number(values['at-once']) }, work));
await closeReaders();
process.stdout.write(`${pages}\n`);
