import { join } from 'node:path';
import { packageRoot } from '../../schemas/package-root.ts';
import type { ChildSpec } from './child.ts';
import type { Setting } from './setting.ts';
import { type Supervised, supervise } from './supervise.ts';

const READY_MS = 120_000;
/** Longer than a worker drains. */
const GRACE_MS = 45_000;

/** The three processes of the service, by their entry in the build. */
const ENTRIES = {
  'inference-worker': 'workers/inference-worker.js',
  'temporal-worker': 'workers/temporal-worker.js',
  api: 'api/main.js',
} as const;
export type ServiceName = keyof typeof ENTRIES;

/**
 * Starts a process of the service and keeps it running. `label` names it where there are several of one kind. The API is
 * ready when `healthz` answers 200, a worker when it says `{ type: 'ready' }` over its IPC channel.
 */
export function startService(
  name: ServiceName,
  env: NodeJS.ProcessEnv,
  healthz: string,
  setting: Setting,
  label: string = name,
): Promise<Supervised> {
  const spec: ChildSpec = {
    name: label,
    command: process.execPath,
    args: ['--enable-source-maps', join(packageRoot, 'dist', ENTRIES[name])],
    env,
    cwd: packageRoot,
    dataDir: setting.dataDir,
    stopSignal: 'SIGTERM',
    graceMs: GRACE_MS,
    ready: name === 'api' ? () => answers(healthz) : 'message',
    readyMs: READY_MS,
  };
  return supervise(spec, setting);
}

async function answers(address: string): Promise<boolean> {
  try {
    return (await fetch(address, { signal: AbortSignal.timeout(2000) })).ok;
  } catch {
    return false;
  }
}
