import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { z } from 'zod';
import { packageRoot } from '../../schemas/package-root.ts';

const ready = z.object({
  type: z.literal('ready'),
  address: z.string().optional(),
  metricsPort: z.number().nullable().optional(),
});

export interface ForkedProcess {
  child: ChildProcess;
  log(): string;
  /** Where its pages are, once it said that it is ready. */
  ready(): Promise<string>;
  /** @returns the exit code; null where a signal ended it */
  stop(): Promise<number | null>;
}

/** A process of the service by its entry, as `npm start` and the containers run it. */
export function forkProcess(entry: string, env: NodeJS.ProcessEnv): ForkedProcess {
  const child = fork(join(packageRoot, entry), { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  const exited = once(child, 'exit');
  let log = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      log += chunk;
    });
  }
  const said = once(child, 'message').then(([message]) => ready.parse(message));
  said.catch(() => {});
  return {
    child,
    log: () => log,
    async ready() {
      const ended = exited.then(() => Promise.reject(new Error(`${entry} ended:\n${log}`)));
      const { address, metricsPort } = await Promise.race([said, ended]);
      return address ?? `http://127.0.0.1:${metricsPort}`;
    },
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      const [code] = await exited;
      return code;
    },
  };
}
