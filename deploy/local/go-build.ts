import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DocketError } from '../../schemas/errors.ts';
import { isExecutableFile } from './find-program.ts';
import { holdLock, type Lock } from './lock-file.ts';
import { runCommand } from './run-command.ts';
import type { Setting } from './setting.ts';
import { waitUntil } from './wait-until.ts';

/** Programs that come from Go modules. */
export interface GoPrograms {
  /** For people: "Temporal 1.5.1". */
  title: string;
  /** Packages with their versions, `PACKAGE@vVERSION`, that decide the versions of all modules. */
  pinned: readonly string[];
  /** Packages by the name of the program that is made of each. */
  programs: Readonly<Record<string, string>>;
  /** How long a first build takes, for people. */
  takes: string;
}
type Progressing = Pick<Setting, 'progress' | 'stopping'>;

const REPORT_EVERY_MS = 20_000;
const LONGEST_WAIT_MS = 40 * 60_000;

/** Whether all of them lie in `folder`. */
export const areBuilt = (folder: string, { programs }: Pick<GoPrograms, 'programs'>): boolean =>
  Object.keys(programs).every((name) => isExecutableFile(join(folder, name)));

/**
 * Builds the programs from the Go module proxy into `folder`, once. One build goes on at a time beside `folder`,
 * whatever is built: others wait for it, since they share its compiled packages and the cores.
 */
export async function buildGoPrograms(
  go: string,
  folder: string,
  wanted: GoPrograms,
  setting: Progressing,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const lock = await lockBuilding(folder, wanted, setting);
  if (lock === undefined) return;
  const scratch = await mkdtemp(join(folder, 'build-'));
  try {
    await buildIn(scratch, go, folder, wanted, setting);
  } finally {
    await rm(scratch, { recursive: true, force: true, maxRetries: 5 });
    lock.release();
  }
}

/** @returns undefined where another start has built them in the meantime */
async function lockBuilding(
  folder: string,
  wanted: GoPrograms,
  { progress, stopping }: Progressing,
): Promise<Lock | undefined> {
  const file = join(dirname(folder), 'go-build.json');
  let lock = holdLock(file);
  if (lock === undefined) progress.say('temporal', `another start builds with Go; waiting to build ${wanted.title}`);
  await waitUntil(() => {
    lock ??= holdLock(file);
    return lock !== undefined || areBuilt(folder, wanted) || stopping?.aborted;
  }, LONGEST_WAIT_MS);
  if (lock !== undefined && !areBuilt(folder, wanted)) return lock;
  lock?.release();
  if (areBuilt(folder, wanted)) return undefined;
  throw new DocketError(
    'start.missing-program',
    `${wanted.title} was not built in ${folder}: another build held ${file}.`,
  );
}

async function buildIn(
  scratch: string,
  go: string,
  folder: string,
  { title, pinned, programs, takes }: GoPrograms,
  { progress, stopping }: Progressing,
): Promise<void> {
  progress.say('temporal', `building ${title} with Go: ${takes} on two cores, once`);
  const since = Date.now();
  let step = 'starting';
  const reporting = setInterval(() => {
    progress.say('temporal', `building for ${Math.round((Date.now() - since) / 1000)} s: ${step}`);
  }, REPORT_EVERY_MS);
  const run = async (name: string, args: string[]): Promise<void> => {
    step = name;
    const env = { ...process.env, CGO_ENABLED: '0' };
    const result = await runCommand(go, args, { cwd: scratch, env, signal: stopping });
    if (result.code === 0) return;
    const end = result.output.trim().split('\n').slice(-5).join('\n');
    throw new DocketError('start.missing-program', `${title} could not be built ("go ${args[0]}"): ${end}`);
  };
  try {
    await run('preparing', ['mod', 'init', 'docket-temporal']);
    await run('fetching modules', ['get', '-tool', ...pinned]);
    for (const [name, path] of Object.entries(programs))
      await run(`compiling ${name}`, ['build', '-trimpath', '-ldflags', '-s -w', '-o', join(scratch, name), path]);
  } finally {
    clearInterval(reporting);
  }
  for (const name of Object.keys(programs)) await rename(join(scratch, name), join(folder, name));
}
