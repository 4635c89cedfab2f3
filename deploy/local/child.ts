import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DocketError } from '../../schemas/errors.ts';
import { type Account, launchLine } from './launch.ts';
import { lastLines } from './log-tail.ts';
import { identityOf, isRunning, readIdentity } from './process-identity.ts';
import { waitUntil } from './wait-until.ts';

export interface ChildSpec {
  name: string;
  command: string;
  args: readonly string[];
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  dataDir: string;
  account?: Account | undefined;
  /** Asks it to end in order; a child that does not within `graceMs` is killed. */
  stopSignal: NodeJS.Signals;
  graceMs: number;
  /** Polled until true. With `'message'` the child says `{ type: 'ready' }` over its IPC channel. */
  ready: (() => Promise<boolean>) | 'message';
  readyMs: number;
  pulse?: Pulse;
}

/** How to tell a process that hangs from one that is only busy. */
export interface Pulse {
  /** @param said the message by which the child was ready */
  beats(said: unknown): Promise<boolean>;
  everyMs: number;
  /** As many beats missing in a row: it hangs. */
  misses: number;
}

export interface Child {
  readonly pid: number;
  /** Settles when the process has ended, for whatever reason. */
  readonly exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** The message by which it said that it is ready. */
  readonly said: unknown;
  stop(): Promise<void>;
  kill(): void;
}

/** Above this a log is kept as `.1` and a new one begun at the next start. */
const LOG_LIMIT_BYTES = 20 * 1024 * 1024;

/** Starts a process of its own group, with its output in `<data>/logs/<name>.log`, and waits until it is ready. */
export async function startChild(spec: ChildSpec, stopping?: AbortSignal): Promise<Child> {
  const logFile = join(spec.dataDir, 'logs', `${spec.name}.log`);
  const identityFile = join(spec.dataDir, 'run', `${spec.name}.json`);
  await stopLeftover(identityFile, spec.stopSignal, spec.graceMs);
  const started = spawnLogged(spec, logFile);
  const child = await asChild(started, spec);
  mkdirSync(dirname(identityFile), { recursive: true, mode: 0o700 });
  writeFileSync(identityFile, JSON.stringify(identityOf(child.pid)), { mode: 0o600 });
  void child.exited.then(() => rmSync(identityFile, { force: true }));

  const problem = await becomesReady(started, child, spec, stopping);
  if (problem === undefined) return child;
  await child.stop();
  throw new DocketError(
    'start.failed',
    `${spec.name} ${problem}. Its log ${logFile} ends with:\n${lastLines(logFile)}`,
  );
}

function spawnLogged(spec: ChildSpec, logFile: string): ChildProcess {
  mkdirSync(dirname(logFile), { recursive: true, mode: 0o700 });
  if ((statSync(logFile, { throwIfNoEntry: false })?.size ?? 0) > LOG_LIMIT_BYTES) renameSync(logFile, `${logFile}.1`);
  const log = openSync(logFile, 'a', 0o600);
  const { command, args, ...user } = launchLine(spec.command, spec.args, spec.stopSignal, spec.account);
  try {
    return spawn(command, args, {
      stdio: spec.ready === 'message' ? ['ignore', log, log, 'ipc'] : ['ignore', log, log],
      env: spec.env ?? process.env,
      cwd: spec.cwd ?? spec.dataDir,
      detached: true,
      ...user,
    });
  } finally {
    closeSync(log);
  }
}

async function asChild(started: ChildProcess, spec: ChildSpec): Promise<Child> {
  const exited: Child['exited'] = new Promise((resolve) => {
    started.once('exit', (code, signal) => resolve({ code, signal }));
  });
  const pid = await new Promise<number>((resolve, reject) => {
    started.once('error', reject);
    started.once('spawn', () => (started.pid === undefined ? reject(new Error('no pid')) : resolve(started.pid)));
  });
  const running = () => started.exitCode === null && started.signalCode === null;
  let said: unknown;
  started.on('message', (message: unknown) => {
    if (typeof message === 'object' && message !== null && 'type' in message && message.type === 'ready')
      said = message;
  });
  return {
    pid,
    exited,
    get said() {
      return said;
    },
    kill: () => void (running() && started.kill('SIGKILL')),
    async stop() {
      if (!running()) return;
      started.kill(spec.stopSignal);
      const killer = setTimeout(() => started.kill('SIGKILL'), spec.graceMs);
      await exited;
      clearTimeout(killer);
    },
  };
}

/** @returns what went wrong, or undefined when the child is ready. */
async function becomesReady(
  started: ChildProcess,
  child: Child,
  spec: ChildSpec,
  stopping: AbortSignal | undefined,
): Promise<string | undefined> {
  let ended = false;
  void child.exited.then(() => {
    ended = true;
  });
  const probe = spec.ready === 'message' ? () => child.said !== undefined : spec.ready;
  const settled = await waitUntil(async () => ended || stopping?.aborted || (await probe()), spec.readyMs);
  if (ended) return `ended before it was ready (exit ${started.exitCode ?? started.signalCode})`;
  if (stopping?.aborted) return 'was stopped while it started';
  return settled ? undefined : `was not ready within ${Math.round(spec.readyMs / 1000)} s`;
}

/** Ends what an earlier, killed start left behind: two servers on the same files would destroy them. */
async function stopLeftover(identityFile: string, signal: NodeJS.Signals, graceMs: number): Promise<void> {
  const leftover = readIdentity(identityFile);
  if (leftover === undefined || !isRunning(leftover)) return;
  process.kill(leftover.pid, signal);
  if (await waitUntil(() => !isRunning(leftover), graceMs)) return;
  process.kill(leftover.pid, 'SIGKILL');
  await waitUntil(() => !isRunning(leftover), graceMs);
}
