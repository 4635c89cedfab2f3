import { DocketError } from '../../schemas/errors.ts';
import { createDatabase } from './postgres.ts';
import { runCommand } from './run-command.ts';

/** The two databases of a Temporal server, on one Postgres. */
export interface TemporalDatabases {
  host: string;
  port: number;
  user: string;
  password: string;
  /** Workflows, their histories, tasks and timers. */
  store: string;
  /** What lists and searches of workflows read. */
  visibility: string;
}

/** The plugin of the server for Postgres 12 and later, and the folders of its schemas inside the tool. */
export const POSTGRES_PLUGIN = 'postgres12';
const SCHEMAS = { store: 'postgresql/v12/temporal', visibility: 'postgresql/v12/visibility' } as const;

/** Beside the database of `address` (postgres://…). */
export function databasesBeside(address: string, name = 'temporal'): TemporalDatabases {
  const { hostname, port, username, password } = new URL(address);
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port || 5432),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    store: name,
    visibility: `${name}_visibility`,
  };
}

/**
 * Makes the databases where they are missing and brings their schemas to the version of the tool. Safe to repeat.
 * @throws DocketError `start.failed` with what the tool said
 */
export async function prepareDatabases(address: string, databases: TemporalDatabases, sqlTool: string): Promise<void> {
  const { host, port, user, password } = databases;
  const env = { ...process.env, SQL_PASSWORD: password };
  for (const which of ['store', 'visibility'] as const) {
    const database = databases[which];
    await createDatabase(address, database);
    const connection = ['--plugin', POSTGRES_PLUGIN, '--endpoint', host, '--port', `${port}`, '--user', user];
    for (const step of [
      ['setup-schema', '--version', '0.0'],
      ['update-schema', '--schema-name', SCHEMAS[which]],
    ]) {
      const { code, output } = await runCommand(sqlTool, [...connection, '--database', database, ...step], { env });
      if (code === 0) continue;
      const end = output.trim().split('\n').slice(-5).join('\n');
      throw new DocketError(
        'start.failed',
        `The schema of the database ${database} is not set up (${step[0]}): ${end}`,
      );
    }
  }
}
