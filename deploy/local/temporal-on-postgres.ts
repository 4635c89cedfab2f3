import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../schemas/package-root.ts';
import { cacheFolder } from './cache-folder.ts';
import { choosePort, DEFAULT_PORTS, freePorts } from './ports.ts';
import { portNote } from './provided.ts';
import type { Setting } from './setting.ts';
import { type Supervised, supervise } from './supervise.ts';
import type { ProvidedTemporal } from './temporal.ts';
import { databasesBeside, prepareDatabases } from './temporal-databases.ts';
import { temporalFolder } from './temporal-folder.ts';
import { findsWorkflows, prepareNamespace, registerNamespace } from './temporal-namespace.ts';
import { HISTORY_SHARDS, PORTS_NEEDED, temporalServerConfig } from './temporal-server-config.ts';
import { temporalServerPrograms } from './temporal-server-program.ts';
import { temporalUiConfig } from './temporal-ui-config.ts';

export interface OnPostgres {
  /** A database of the Postgres that is to hold Temporal's databases too (postgres://…), once it is there. */
  postgres: () => Promise<string>;
  /** Begins the names of Temporal's databases. */
  databaseName?: string;
  historyShards?: number;
  ports?: { temporal: number; temporalUi: number };
}

const DYNAMIC_CONFIG = join(packageRoot, 'deploy', 'temporal', 'dynamic-config.yaml');
const ENVIRONMENT = 'docket';
const READY_MS = 120_000;
const GRACE_MS = 30_000;

/** The Temporal server itself, as in production but with all its services in one process: its state lies in Postgres. */
export async function provideTemporalOnPostgres(setting: Setting & OnPostgres): Promise<ProvidedTemporal> {
  const { config, dataDir } = setting;
  const folder = temporalFolder(dataDir, 'postgres');
  const programs = await temporalServerPrograms(cacheFolder(config), setting);
  const postgres = await setting.postgres();
  const databases = databasesBeside(postgres, setting.databaseName);
  await prepareDatabases(postgres, databases, programs.sqlTool);

  const preferred = setting.ports ?? DEFAULT_PORTS;
  const port = await choosePort(preferred.temporal);
  const address = `127.0.0.1:${port}`;
  const configFolder = (name: string, content: string): string => {
    const within = join(folder, name);
    mkdirSync(within, { recursive: true, mode: 0o700 });
    writeFileSync(join(within, `${ENVIRONMENT}.yaml`), content, { mode: 0o600 });
    return within;
  };
  const started: Supervised[] = [];
  const start = async (name: string, command: string, args: string[], ready: () => Promise<boolean>): Promise<void> => {
    const spec = { name, command, args, dataDir, ready, readyMs: READY_MS, graceMs: GRACE_MS };
    started.push(await supervise({ ...spec, stopSignal: 'SIGTERM' }, setting));
  };
  const argsOf = (config: string, more: string[] = []) => [
    ...['--root', '/', '--config', config, '--env', ENVIRONMENT],
    ...more,
    'start',
  ];
  const stop = async (): Promise<void> => {
    for (const part of started.toReversed()) await part.stop();
  };
  try {
    const serverConfig = temporalServerConfig({
      databases,
      port,
      innerPorts: await freePorts(PORTS_NEEDED),
      historyShards: setting.historyShards ?? HISTORY_SHARDS,
      dynamicConfig: DYNAMIC_CONFIG,
    });
    const args = argsOf(configFolder('server', serverConfig), ['--allow-no-auth']);
    await start('temporal', programs.server, args, () => findsWorkflows(address));
    await registerNamespace(address, config.TEMPORAL_NAMESPACE);
    await prepareNamespace(address, config.TEMPORAL_NAMESPACE);
    const how = `server ${programs.how}, on ${portNote(preferred.temporal, port)}, with its state in Postgres`;
    const provided = { address, how, stop, kill: () => started.forEach((part) => void part.kill()) };
    if (programs.ui === undefined) return { ...provided, ui: null };

    const uiPort = await choosePort(preferred.temporalUi);
    const ui = `http://127.0.0.1:${uiPort}`;
    const uiConfig = temporalUiConfig({
      temporalAddress: address,
      port: uiPort,
      namespace: config.TEMPORAL_NAMESPACE,
    });
    await start('temporal-ui', programs.ui, argsOf(configFolder('ui', uiConfig)), () => isUp(ui));
    return { ...provided, ui };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function isUp(address: string): Promise<boolean> {
  return fetch(address, { signal: AbortSignal.timeout(2000) }).then(
    ({ ok }) => ok,
    () => false,
  );
}
