import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { DocketError } from '../schemas/errors.ts';

function runs(program: string): boolean {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;
}

const cacheFolder = () => process.env.DOCKET_CACHE_DIR ?? join(homedir(), '.cache', 'docket');

/** Where the training environment lies: outside the checkout, shared by training and its tests. */
export const trainingEnvironment = (): string =>
  process.env.UV_PROJECT_ENVIRONMENT ?? join(cacheFolder(), 'training-venv');

/**
 * The path of `uv`, which prepares the training environment from its lock file: on the PATH, else installed once into a
 * virtual environment in the cache. @throws DocketError `start.missing-program` where there is no Python to do it with.
 */
export async function preparePython(): Promise<string> {
  if (runs('uv')) return 'uv';
  const folder = join(cacheFolder(), 'uv');
  const uv = join(folder, 'bin', 'uv');
  if (existsSync(uv)) return uv;
  process.stderr.write('docket: preparing Python for training (once)\n');
  const made = spawnSync('python3', ['-m', 'venv', folder], { stdio: 'inherit' });
  const installed =
    made.status === 0 && spawnSync(join(folder, 'bin', 'pip'), ['install', '--quiet', 'uv'], { stdio: 'inherit' });
  if (installed && installed.status === 0) return uv;
  throw new DocketError(
    'start.missing-program',
    'Training needs `uv` or Python 3.11 with venv and pip (Debian: apt-get install python3-venv).',
  );
}
