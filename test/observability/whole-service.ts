import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeDatabase, openDatabase } from '../../store/database.ts';
import { createApiKey } from '../../store/keys.ts';
import { type Engines, startEngines } from '../engines/engines.ts';
import { type ForkedProcess, forkProcess } from './fork-process.ts';

const ENTRIES = {
  'docket-api': 'api/main.ts',
  'docket-temporal-worker': 'workers/temporal-worker.ts',
  'docket-inference-worker': 'workers/inference-worker.ts',
} as const;
export type ProcessName = keyof typeof ENTRIES;
export const processNames = Object.keys(ENTRIES) as ProcessName[];

/** The three processes on real engines with the models that ship. */
export interface WholeService {
  /** Where each process has its /metrics, /healthz and /readyz; the API all its pages. */
  addresses: Record<ProcessName, string>;
  processes: Record<ProcessName, ForkedProcess>;
  databaseUrl: string;
  headers: { authorization: string };
  /** Ends the processes in order, so that they send what they still hold. */
  stopProcesses(): Promise<void>;
  stop(): Promise<void>;
}

export async function startWholeService(settings: Record<string, string>): Promise<WholeService> {
  const engines: Engines = await startEngines({ temporal: true, redis: true, postgres: true });
  const dataDir = await mkdtemp(join(tmpdir(), 'docket-whole-'));
  const env = {
    PATH: process.env.PATH,
    DATABASE_URL: engines.databaseUrl,
    REDIS_URL: engines.redisUrl,
    TEMPORAL_ADDRESS: engines.temporalAddress,
    DOCKET_TASK_QUEUE: engines.unique,
    DOCKET_QUEUE_PREFIX: engines.unique,
    DOCKET_DATA_DIR: dataDir,
    DOCKET_PORT: '0',
    DOCKET_WORKER_METRICS_PORT: '0',
    DOCKET_INFERENCE_METRICS_PORT: '0',
    DOCKET_PROVIDERS: 'cpu',
    DOCKET_LOG_LEVEL: 'warn',
    ...settings,
  };
  const start = (name: ProcessName) => forkProcess(ENTRIES[name], env);
  const processes: Record<ProcessName, ForkedProcess> = {
    'docket-api': start('docket-api'),
    'docket-temporal-worker': start('docket-temporal-worker'),
    'docket-inference-worker': start('docket-inference-worker'),
  };
  const stopProcesses = async () => {
    for (const name of processNames) assert.equal(await processes[name].stop(), 0, processes[name].log());
  };
  const stop = async () => {
    await stopProcesses();
    await engines.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    const [api, worker, inference] = await Promise.all([
      processes['docket-api'].ready(),
      processes['docket-temporal-worker'].ready(),
      processes['docket-inference-worker'].ready(),
    ]);
    const db = await openDatabase(engines.databaseUrl);
    const { key } = await createApiKey(db, { name: 'test', scopes: ['read', 'write', 'admin'] });
    await closeDatabase(db);
    const addresses = { 'docket-api': api, 'docket-temporal-worker': worker, 'docket-inference-worker': inference };
    const headers = { authorization: `Bearer ${key}` };
    return { addresses, processes, databaseUrl: engines.databaseUrl, headers, stopProcesses, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
