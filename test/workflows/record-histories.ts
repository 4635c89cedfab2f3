import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { packageRoot } from '../../schemas/package-root.ts';
import { startFlow } from './flow.ts';
import { historyPaths } from './history-paths.ts';
import { withoutProcesses } from './recorded-history.ts';

const folder = join(packageRoot, 'test', 'histories');

/**
 * Makes recorded histories on a real server: those of the named paths, or of all after a change of a workflow that no
 * running case can meet. Names of processes and hosts are taken out. `record-histories [NAME…]`
 */
const names = process.argv.slice(2);
const unknown = names.filter((name) => !(name in historyPaths));
if (unknown.length > 0) throw new Error(`there is no path ${unknown.join(', ')}`);
const flow = await startFlow();
try {
  for (const [name, path] of Object.entries(historyPaths)) {
    if (names.length > 0 && !names.includes(name)) continue;
    const history = await (await path(flow)).fetchHistory();
    const text = withoutProcesses(historyToJSON(history));
    await writeFile(join(folder, `${name}.json`), `${text}\n`);
    console.log(`${name}: ${history.events?.length} events, ${text.length} characters`);
  }
} finally {
  await flow.close();
}
