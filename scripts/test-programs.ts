import { findProgram } from '../deploy/local/find-program.ts';
import { installPackages } from '../deploy/local/install-package.ts';
import type { Progress } from '../deploy/local/progress.ts';

/** Debian packages that tests use, by the program that shows that one is there. */
const PROGRAMS: Record<string, string> = {
  chromium: 'chromium',
  'redis-server': 'redis-server',
  'docker-compose': 'docker-compose',
  pdftoppm: 'poppler-utils',
  promtool: 'prometheus',
};

/** Installs the programs that tests use and that are missing; without root, says which. */
export async function installTestPrograms(progress: Progress): Promise<void> {
  const missing = Object.keys(PROGRAMS).filter((program) => findProgram([program]) === undefined);
  if (missing.length === 0) return;
  const packages = missing.map((program) => PROGRAMS[program] ?? program);
  const problem = await installPackages('tests', packages, { progress });
  if (problem !== undefined) {
    throw new Error(`the tests need ${packages.join(', ')} (Debian: apt-get install): ${problem}`);
  }
}
