import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseConfig } from '../../schemas/config.ts';
import { DocketError } from '../../schemas/errors.ts';
import { type Addresses, bringUp } from './bring-up.ts';
import { holdLock } from './lock-file.ts';
import { printProgress } from './progress.ts';
import { Running } from './running.ts';

/** `npm start`: everything on this machine, until Ctrl-C. @returns the exit code. */
async function start(): Promise<number> {
  const config = parseConfig(process.env);
  const dataDir = resolve(config.DOCKET_DATA_DIR);
  // Passable for the user that Postgres runs as; what is inside is closed file by file.
  mkdirSync(dataDir, { recursive: true, mode: 0o711 });
  const lock = holdLock(join(dataDir, 'start.json'));
  if (lock === undefined) {
    console.error(`Docket already runs on ${dataDir}. Stop it first, or set DOCKET_DATA_DIR to another folder.`);
    return 1;
  }
  const progress = printProgress();
  const stopping = new AbortController();
  const running = new Running();
  const stopped = untilSignal(stopping, running);
  try {
    const setting = { config, dataDir, progress, stopping: stopping.signal };
    printAddresses(await bringUp(setting, stopping, running), dataDir);
    await stopped;
    return 0;
  } catch (error) {
    if (stopping.signal.reason === 'asked') return 0;
    throw error;
  } finally {
    console.log('Stopping what was started; press Ctrl-C again to end it at once.');
    await running.stop();
    lock.release();
  }
}

const ORPHAN_POLL_MS = 500;
/** One Ctrl-C reaches us twice: from the terminal, and passed on by npm. */
const SAME_SIGNAL_MS = 1000;

/** Settles at the first Ctrl-C or SIGTERM, or when the npm that runs us dies; a second signal ends all at once. */
function untilSignal(stopping: AbortController, running: Running): Promise<void> {
  return new Promise((settle) => {
    let askedAt: number | undefined;
    const onSignal = (): void => {
      if (askedAt !== undefined) {
        if (Date.now() - askedAt < SAME_SIGNAL_MS) return;
        running.kill();
        process.exit(130);
      }
      askedAt = Date.now();
      stopping.abort('asked');
      settle();
    };
    process.on('SIGINT', onSignal);
    process.on('SIGTERM', onSignal);
    process.on('SIGHUP', onSignal);
    if (process.env.npm_lifecycle_event !== undefined) {
      const npm = process.ppid;
      const watch = setInterval(() => {
        if (process.ppid === npm) return;
        clearInterval(watch);
        if (askedAt === undefined) onSignal();
      }, ORPHAN_POLL_MS);
      watch.unref();
    }
  });
}

function printAddresses({ url, signIn, temporalUi }: Addresses, dataDir: string): void {
  const lines: [string, string][] = [
    ['Web page', url],
    ['API', `${url}/v1`],
    ['API reference', `${url}/docs`],
    ['Temporal', temporalUi ?? 'no page started here'],
    ['State and logs', dataDir],
    ['Sign in', `${signIn}  (once, within an hour)`],
  ];
  console.log(
    `\nDocket is ready. Ctrl-C stops it.\n${lines.map(([part, text]) => `  ${part.padEnd(16)}${text}`).join('\n')}\n`,
  );
}

try {
  process.exitCode = await start();
} catch (error) {
  if (!(error instanceof DocketError)) throw error;
  console.error(`${error.message}\n${error.hint} (${error.code})`);
  process.exitCode = 1;
}
