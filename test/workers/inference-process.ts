import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { packageRoot } from '../../schemas/package-root.ts';

const children = new Set<ChildProcess>();
/** The inference worker as a process of its own, as `npm start` and the container run it. */
export async function startProcess(env: NodeJS.ProcessEnv) {
  const child = fork(join(packageRoot, 'workers/inference-worker.ts'), {
    env,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  children.add(child);
  child.once('exit', () => children.delete(child));
  let log = '';
  child.stdout?.on('data', (chunk) => {
    log += chunk;
  });
  const [ready] = await once(child, 'message');
  return {
    ready,
    log: () => log,
    async stop(signal: NodeJS.Signals) {
      child.kill(signal);
      const [code] = await once(child, 'exit');
      return code;
    },
  };
}

/** Ends those that a failed test left running. */
export function killProcesses(): void {
  for (const child of children) child.kill('SIGKILL');
}
