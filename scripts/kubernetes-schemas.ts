import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../deploy/local/run-command.ts';

/** Carries the JSON schemas of Kubernetes up to this version, so that nothing is fetched to validate. */
const PACKAGE = 'kubernetes-validate';
const VERSION = '1.37.0';

/** The program `kubernetes-validate`, installed into the cache once. @throws Error where there is no Python with venv */
export async function kubernetesValidate(cache: string): Promise<string> {
  const folder = join(cache, `${PACKAGE}-${VERSION}`);
  const program = join(folder, 'bin', PACKAGE);
  if (existsSync(program)) return program;
  for (const [command, args] of [
    ['python3', ['-m', 'venv', folder]],
    [join(folder, 'bin', 'pip'), ['install', '--quiet', `${PACKAGE}==${VERSION}`]],
  ] as const) {
    const { code, output } = await runCommand(command, args);
    if (code !== 0) throw new Error(`${PACKAGE} could not be installed (Debian: python3-venv):\n${output}`);
  }
  return program;
}
