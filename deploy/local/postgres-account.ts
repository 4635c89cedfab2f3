import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { DocketError } from '../../schemas/errors.ts';
import type { Account } from './launch.ts';
import { runCommand } from './run-command.ts';

const USER = 'postgres';
/** Bits of the effective capabilities in /proc/self/status, the narrower one first. */
const REACHING = [
  ['dac_read_search', 2n],
  ['dac_override', 1n],
] as const;

/**
 * Postgres refuses to run as root: the user to run it as then, made where it is missing. Where the folders it needs lie
 * below one that is closed to this user (a checkout in /root), it keeps the one capability that lets it pass.
 */
export async function postgresAccount(paths: readonly string[]): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const account = await userIds();
  if (paths.every((path) => reachable(path, account))) return account;
  const capability = REACHING.find(([, bit]) => ((effectiveCapabilities() >> bit) & 1n) === 1n)?.[0];
  if (capability !== undefined) return { ...account, capability };
  throw new DocketError(
    'start.missing-program',
    `Postgres runs as the user ${USER}, who cannot reach ${paths.join(' or ')}. Move the checkout and DOCKET_DATA_DIR below a folder open to all, start as another user than root, or set DATABASE_URL.`,
  );
}

async function userIds(): Promise<Account> {
  const known = await idsOf();
  if (known !== undefined) return known;
  const made = await runCommand('useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', USER]);
  const ids = await idsOf();
  if (ids !== undefined) return ids;
  throw new DocketError(
    'start.missing-program',
    `Postgres refuses to run as root and the user ${USER} could not be made (${made.output.trim()}). Start as another user than root or set DATABASE_URL.`,
  );
}

async function idsOf(): Promise<Account | undefined> {
  const [uid, gid] = await Promise.all([runCommand('id', ['-u', USER]), runCommand('id', ['-g', USER])]);
  if (uid.code !== 0 || gid.code !== 0) return undefined;
  return { uid: Number(uid.output), gid: Number(gid.output) };
}

/** Whether this user may pass through every folder above `path`. */
function reachable(path: string, account: Account): boolean {
  for (let folder = dirname(resolve(path)); ; folder = dirname(folder)) {
    const { mode, uid, gid } = statSync(folder);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

function effectiveCapabilities(): bigint {
  const line = /^CapEff:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8'));
  return BigInt(`0x${line?.[1] ?? '0'}`);
}
