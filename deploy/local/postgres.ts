import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { choosePort, DEFAULT_PORTS } from './ports.ts';
import { postgresAccount } from './postgres-account.ts';
import { createCluster, SUPERUSER } from './postgres-cluster.ts';
import { clusterVersion, postgresProgram } from './postgres-program.ts';
import { givenBy, type Provided, portNote } from './provided.ts';
import { secretIn } from './secret-file.ts';
import type { Setting } from './setting.ts';
import { supervise } from './supervise.ts';

export const DATABASE = 'docket';
/** Ten of each process of the service and, where its state lies here too, sixteen of each service of Temporal. */
const MOST_CONNECTIONS = 250;
const READY_MS = 60_000;
const GRACE_MS = 20_000;
const CONNECT_TIMEOUT_MS = 2000;

/** Postgres: DATABASE_URL, or a server of our own with its cluster in `<data>/postgres/cluster`. */
export async function providePostgres(setting: Setting & { port?: number }): Promise<Provided> {
  const { config, dataDir, progress } = setting;
  if (config.DATABASE_URL !== undefined) return givenBy('DATABASE_URL', config.DATABASE_URL);
  const folder = join(dataDir, 'postgres');
  const cluster = join(folder, 'cluster');
  // The password file inside is 0600 and the cluster 0700; the folder itself lets the Postgres user pass.
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  const program = await postgresProgram(cluster);
  const account = await postgresAccount([program.postgres, cluster]);
  const password = secretIn(join(folder, 'password'));
  if (clusterVersion(cluster) === undefined) {
    progress.say('postgres', `making a new database with ${program.how}`);
    await createCluster(cluster, program, password, account);
  }
  const preferred = setting.port ?? DEFAULT_PORTS.postgres;
  const port = await choosePort(preferred);
  const addressOf = (database: string) => `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`;

  const server = await supervise(
    {
      name: 'postgres',
      command: program.postgres,
      args: [
        ...['-D', cluster, '-p', `${port}`, '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
        ...['-c', `max_connections=${MOST_CONNECTIONS}`],
      ],
      cwd: '/',
      dataDir,
      account,
      stopSignal: 'SIGINT',
      graceMs: GRACE_MS,
      ready: () => answers(addressOf('postgres')),
      readyMs: READY_MS,
    },
    setting,
  );
  await createDatabase(addressOf('postgres'), DATABASE);
  return {
    address: addressOf(DATABASE),
    how: `${program.how}, on ${portNote(preferred, port)}`,
    stop: () => server.stop(),
    kill: () => server.kill(),
  };
}

async function answers(address: string): Promise<boolean> {
  try {
    await withClient(address, (client) => client.query('select 1'));
    return true;
  } catch {
    return false;
  }
}

/** Makes the database where it is missing. */
export async function createDatabase(address: string, name: string): Promise<void> {
  await withClient(address, async (client) => {
    const { rows } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (rows.length > 0) return;
    await client.query(`create database ${client.escapeIdentifier(name)} encoding 'UTF8' template template0`);
  });
}

async function withClient(address: string, work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: address, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  // Without it a lost connection would end the process; what waits for an answer fails by itself.
  client.on('error', () => {});
  try {
    await client.connect();
    await work(client);
  } finally {
    await client.end();
  }
}
