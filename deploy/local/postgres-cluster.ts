import { chownSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DocketError } from '../../schemas/errors.ts';
import type { Account } from './launch.ts';
import type { PostgresProgram } from './postgres-program.ts';
import { runCommand } from './run-command.ts';

export const SUPERUSER = 'docket';

/** Makes the cluster at `target`: UTF-8, passwords by SCRAM. It appears whole or not at all. */
export async function createCluster(
  target: string,
  program: PostgresProgram,
  password: string,
  account: Account | undefined,
): Promise<void> {
  const making = `${target}.making`;
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { mode: 0o700 });
  const passwordFile = join(dirname(target), 'password.making');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (account !== undefined) for (const path of [making, passwordFile]) chownSync(path, account.uid, account.gid);
  try {
    const settings = ['--encoding=UTF8', '--auth=scram-sha-256', `--username=${SUPERUSER}`, ...locale(program.major)];
    const args = [`--pgdata=${making}`, `--pwfile=${passwordFile}`, ...settings];
    const { code, output } = await runCommand(program.initdb, args, { cwd: '/', account });
    if (code !== 0) {
      throw new DocketError('start.missing-program', `Postgres could not make its folder ${target}: ${output.trim()}`);
    }
    renameSync(making, target);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/** Upper and lower case of every script, sorting by code point: the same on every machine. */
function locale(major: string): string[] {
  return Number(major) >= 17
    ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C']
    : ['--locale=C.UTF-8'];
}
