import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { WorkflowHandle } from '@temporalio/client';
import { type History, historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { build } from 'vite';
import { packageRoot } from '../../schemas/package-root.ts';
import { earlierBuild } from './earlier-builds.ts';
import { startFlow } from './flow.ts';
import { withoutProcesses } from './recorded-history.ts';
import { waitingPaths } from './waiting-paths.ts';

/** Longer than a worker takes over a workflow task, shorter than any timer of the paths. */
const AT_REST_MS = 1500;

/** The history once nothing more happens. */
async function atRest(handle: WorkflowHandle): Promise<History> {
  for (let seen = 0; ; ) {
    const history = await handle.fetchHistory();
    const length = history.events?.length ?? 0;
    if (length === seen) return history;
    seen = length;
    await sleep(AT_REST_MS);
  }
}

/**
 * Keeps the workflow code of this tree and the histories of cases that it leaves waiting, for the tests of later builds:
 * to be run at a release, before workflow code changes. `keep-build NAME`
 */
const [name] = process.argv.slice(2);
if (name === undefined || !/^[\w.-]+$/.test(name)) throw new Error('usage: npm run keep:build -- NAME');
const kept = earlierBuild(name);
await mkdir(kept.folder);

await build({
  configFile: false,
  logLevel: 'warn',
  build: {
    outDir: kept.folder,
    emptyOutDir: false,
    minify: false,
    target: 'es2024',
    lib: { entry: join(packageRoot, 'workflows', 'index.ts'), formats: ['es'], fileName: () => 'workflows.js' },
    rolldownOptions: { external: [/^@temporalio\//, 'zod'], output: { codeSplitting: false } },
  },
});

const flow = await startFlow({ workflowsPath: kept.workflowsPath });
try {
  for (const [path, wait] of Object.entries(waitingPaths)) {
    const handle = await wait(flow);
    const text = withoutProcesses(historyToJSON(await atRest(handle)));
    await writeFile(join(kept.folder, `${path}.json`), `${text}\n`);
    await handle.terminate();
    console.log(`${path}: ${text.length} characters`);
  }
} finally {
  await flow.close();
}
