import { DocketError } from '../../schemas/errors.ts';
import { findProgram } from './find-program.ts';
import { installPackages } from './install-package.ts';
import type { Setting } from './setting.ts';

const NAMES = ['redis-server', 'valkey-server'];

/** The Redis program: on the PATH, or installed through apt where we are root. */
export async function redisProgram(setting: Setting): Promise<string> {
  const found = findProgram(NAMES);
  if (found !== undefined) return found;
  const problem = await installPackages('redis', ['redis-server'], setting);
  const installed = problem === undefined ? findProgram(NAMES) : undefined;
  if (installed !== undefined) return installed;
  throw new DocketError(
    'start.missing-program',
    `Redis is missing: no "redis-server" or "valkey-server" on the PATH, and it could not be installed (${problem}). Install it (Debian: apt-get install redis-server) or set REDIS_URL.`,
  );
}
