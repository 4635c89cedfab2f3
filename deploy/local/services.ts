import { join } from 'node:path';
import { z } from 'zod';
import { packageRoot } from '../../schemas/package-root.ts';
import type { ChildSpec } from './child.ts';
import type { Setting } from './setting.ts';
import { type Supervised, supervise } from './supervise.ts';

const READY_MS = 120_000;
/** Longer than a worker drains. */
const GRACE_MS = 45_000;
const ANSWER_MS = 10_000;
/** About a minute of silence, however busy the machine is, and a process hangs. */
const PULSE = { everyMs: ANSWER_MS, misses: 4 };

const readyMessage = z.object({ metricsPort: z.number().nullish() });

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
    pulse: { ...PULSE, beats: (said) => isAlive(name === 'api' ? healthz : healthzOf(said, healthz)) },
  };
  return supervise(spec, setting);
}

/** A worker's page, on the port that it named. */
function healthzOf(said: unknown, healthzOfApi: string): string | undefined {
  const { metricsPort } = readyMessage.safeParse(said).data ?? {};
  if (!metricsPort) return undefined;
  const url = new URL(healthzOfApi);
  url.port = `${metricsPort}`;
  return url.href;
}

/** Of a process without a page nothing is known: it counts as alive. */
async function isAlive(address: string | undefined): Promise<boolean> {
  return address === undefined || (await answers(address, ANSWER_MS));
}

async function answers(address: string, limitMs = 2000): Promise<boolean> {
  try {
    return (await fetch(address, { signal: AbortSignal.timeout(limitMs) })).ok;
  } catch {
    return false;
  }
}
