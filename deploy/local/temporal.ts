import { chmodSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './cache-folder.ts';
import { choosePort, DEFAULT_PORTS } from './ports.ts';
import { givenBy, type Provided, portNote } from './provided.ts';
import type { Setting } from './setting.ts';
import { supervise } from './supervise.ts';
import { SQLITE_FILE, temporalFolder } from './temporal-folder.ts';
import { knowsNamespace, prepareNamespace } from './temporal-namespace.ts';
import { temporalProgram } from './temporal-program.ts';

export interface ProvidedTemporal extends Provided {
  /** The web page of the server that we started. */
  ui: string | null;
}

/** Starting one activity or workflow without another round trip, where a worker of the same process waits for it. */
const EAGER = ['system.enableActivityEagerExecution=true', 'system.enableEagerWorkflowStart=true'];
/** Tasks that wait are handed out by the priority of their workflow: of the whole queue, which one server need not divide. */
const BY_PRIORITY = [
  'matching.useNewMatcher=true',
  'matching.numTaskqueueReadPartitions=1',
  'matching.numTaskqueueWritePartitions=1',
];
/** The server would ask its makers for newer versions, and tell them which one runs here. */
const SILENT = ['frontend.enableServerVersionCheck=false'];
const READY_MS = 60_000;
const GRACE_MS = 15_000;

/** Temporal: TEMPORAL_ADDRESS, or a development server with its state in `<data>/temporal/temporal.db` and its UI. */
export async function provideTemporal(
  setting: Setting & { ports?: { temporal: number; temporalUi: number } },
): Promise<ProvidedTemporal> {
  const { config, dataDir } = setting;
  if (config.TEMPORAL_ADDRESS !== undefined) {
    await prepareNamespace(config.TEMPORAL_ADDRESS, config.TEMPORAL_NAMESPACE);
    return { ...givenBy('TEMPORAL_ADDRESS', config.TEMPORAL_ADDRESS), ui: null };
  }
  const folder = temporalFolder(dataDir, 'sqlite');
  const { program, how } = await temporalProgram(cacheFolder(config), setting);
  const preferred = setting.ports ?? DEFAULT_PORTS;
  const port = await choosePort(preferred.temporal);
  const uiPort = await choosePort(preferred.temporalUi);
  const address = `127.0.0.1:${port}`;
  const database = join(folder, SQLITE_FILE);

  const server = await supervise(
    {
      name: 'temporal',
      command: program,
      args: [
        ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', `${port}`, '--ui-port', `${uiPort}`],
        ...['--namespace', config.TEMPORAL_NAMESPACE, '--db-filename', database, '--log-level', 'warn'],
        ...[...EAGER, ...BY_PRIORITY, ...SILENT].flatMap((value) => ['--dynamic-config-value', value]),
      ],
      dataDir,
      stopSignal: 'SIGTERM',
      graceMs: GRACE_MS,
      ready: () => knowsNamespace(address, config.TEMPORAL_NAMESPACE),
      readyMs: READY_MS,
    },
    setting,
  );
  if (existsSync(database)) chmodSync(database, 0o600);
  await prepareNamespace(address, config.TEMPORAL_NAMESPACE);
  return {
    address,
    ui: `http://127.0.0.1:${uiPort}`,
    how: `${how}, on ${portNote(preferred.temporal, port)}`,
    stop: () => server.stop(),
    kill: () => server.kill(),
  };
}
