import { findProgram } from './find-program.ts';
import { runCommand } from './run-command.ts';
import type { Setting } from './setting.ts';

/** Installs Debian packages where we are root. @returns why that was not possible, or undefined when it was done. */
export async function installPackages(
  part: string,
  packages: readonly string[],
  { progress, stopping }: Pick<Setting, 'progress' | 'stopping'>,
): Promise<string | undefined> {
  const apt = findProgram(['apt-get']);
  if (apt === undefined) return 'there is no apt-get';
  if (process.getuid?.() !== 0) return 'only root may install packages';
  progress.say(part, `installing ${packages.join(', ')} with apt-get`);
  // RUNLEVEL=1 keeps Debian from starting the packages' own services.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const install = () =>
    runCommand(apt, ['install', '-y', '--no-install-recommends', ...packages], { env, signal: stopping });
  let result = await install();
  if (result.code !== 0) {
    await runCommand(apt, ['update'], { env });
    result = await install();
  }
  return result.code === 0 ? undefined : `apt-get: ${result.output.trim().split('\n').at(-1)}`;
}
