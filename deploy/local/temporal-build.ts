import { chmod, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DocketError } from '../../schemas/errors.ts';
import { isExecutableFile } from './find-program.ts';
import { holdLock } from './lock-file.ts';
import { runCommand } from './run-command.ts';
import type { Setting } from './setting.ts';
import { waitUntil } from './wait-until.ts';

/** The newest version that builds as a dependency: the go.mod of later ones has a replace directive. Server 1.29.1. */
export const TEMPORAL_VERSION = '1.5.1';
const MODULE = 'github.com/temporalio/cli/cmd/temporal';
const REPORT_EVERY_MS = 20_000;
type Progressing = Pick<Setting, 'progress' | 'stopping'>;
const LONGEST_BUILD_MS = 40 * 60_000;

/** Builds the Temporal CLI with its server from the Go module proxy to `target`, once: a second caller waits for it. */
export async function buildTemporal(go: string, target: string, setting: Progressing): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  const lock = holdLock(join(dirname(target), 'building.json'));
  if (lock === undefined) {
    setting.progress.say('temporal', 'another start is building it; waiting');
    const over = () => isExecutableFile(target) || setting.stopping?.aborted === true;
    if ((await waitUntil(over, LONGEST_BUILD_MS)) && isExecutableFile(target)) return;
    throw new DocketError('start.missing-program', `Temporal was not built at ${target} by the other start.`);
  }
  const scratch = await mkdtemp(join(dirname(target), 'build-'));
  try {
    await buildIn(scratch, go, target, setting);
  } finally {
    await rm(scratch, { recursive: true, force: true, maxRetries: 5 });
    lock.release();
  }
}

async function buildIn(
  scratch: string,
  go: string,
  target: string,
  { progress, stopping }: Progressing,
): Promise<void> {
  progress.say('temporal', `building ${TEMPORAL_VERSION} with Go: about 5 minutes on two cores, once`);
  const since = Date.now();
  let step = 'starting';
  const reporting = setInterval(() => {
    progress.say('temporal', `building for ${Math.round((Date.now() - since) / 1000)} s: ${step}`);
  }, REPORT_EVERY_MS);
  const output = join(scratch, 'temporal');
  const steps: [string, string[]][] = [
    ['preparing', ['mod', 'init', 'docket-temporal']],
    ['fetching modules', ['get', '-tool', `${MODULE}@v${TEMPORAL_VERSION}`]],
    ['compiling', ['build', '-trimpath', '-ldflags', '-s -w', '-o', output, MODULE]],
  ];
  try {
    for (const [name, args] of steps) {
      step = name;
      const result = await runCommand(go, args, {
        cwd: scratch,
        env: { ...process.env, CGO_ENABLED: '0' },
        signal: stopping,
      });
      if (result.code !== 0) {
        const end = result.output.trim().split('\n').slice(-5).join('\n');
        throw new DocketError('start.missing-program', `Temporal could not be built ("go ${args[0]}"): ${end}`);
      }
    }
  } finally {
    clearInterval(reporting);
  }
  await chmod(output, 0o755);
  await rename(output, target);
}
