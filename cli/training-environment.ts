import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What makes PyPI's torch for x86-64 Linux 5.7 GB; torch's build for CPUs needs none of it. */
const GRAPHICS = /^(triton|nvidia-.+|cuda-.+)$/;
const INDEX_TIMEOUT_S = '10';

export interface TrainingEnvironment {
  uv: string;
  /** Folder of the Python project with its lock file. */
  project: string;
  /** Folder of the virtual environment. */
  folder: string;
}

/** Where torch came from: an index of builds for CPUs, or PyPI. */
export type TorchBuild = 'cpu' | 'pypi';

/** Names and versions of a lock file of uv. */
function lockedPackages(lock: string): Map<string, string> {
  const entries = lock.matchAll(/^\[\[package\]\]\nname = "([^"]+)"\nversion = "([^"]+)"/gm);
  return new Map([...entries].map(([, name = '', version = '']) => [name, version]));
}

/**
 * Installs what the lock file names, with torch from `index`, one of CPU builds; where that index is empty, cannot be
 * reached or has not this version, with PyPI's torch and its CUDA libraries.
 * @throws Error where neither way works; uv has then printed why
 */
export function prepareEnvironment({ uv, project, folder }: TrainingEnvironment, index: string): TorchBuild {
  const locked = lockedPackages(readFileSync(join(project, 'uv.lock'), 'utf8'));
  const torch = locked.get('torch');
  const env = { ...process.env, UV_PROJECT_ENVIRONMENT: folder };
  const sync = (...options: string[]) =>
    spawnSync(uv, ['sync', '--quiet', '--frozen', '--project', project, ...options], { stdio: 'inherit', env });
  if (process.platform === 'linux' && process.arch === 'x64' && torch !== undefined && index !== '') {
    const left = ['torch', ...[...locked.keys()].filter((name) => GRAPHICS.test(name))];
    const others = sync('--inexact', ...left.flatMap((name) => ['--no-install-package', name]));
    const pip = ['pip', 'install', '--quiet', '--python', folder, '--no-deps', '--index-url', index, `torch==${torch}`];
    const quick = { ...env, UV_HTTP_TIMEOUT: INDEX_TIMEOUT_S, UV_HTTP_RETRIES: '0' };
    if (others.status === 0 && spawnSync(uv, pip, { stdio: ['ignore', 'ignore', 'pipe'], env: quick }).status === 0) {
      return 'cpu';
    }
    process.stderr.write(`docket: no torch ${torch} for CPUs at ${index}; taking PyPI's, with CUDA (5.7 GB)\n`);
  }
  if (sync().status !== 0)
    throw new Error(`uv could not install ${join(project, 'uv.lock')}; what it printed says why`);
  return 'pypi';
}
