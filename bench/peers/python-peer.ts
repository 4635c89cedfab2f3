import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';

/** Where the Python peers are installed, and the one line that does it. */
export const PEERS = process.env.DOCKET_BENCH_PEERS ?? join(homedir(), '.cache', 'docket', 'bench-peers');
const python = join(PEERS, 'bin', 'python');
export const INSTALL_PYTHON =
  'python3 -m venv ~/.cache/docket/bench-peers && ~/.cache/docket/bench-peers/bin/pip install -r bench/peers/requirements.txt';

/** A process that answers a JSON line with a JSON line. */
export interface PythonPeer<Answer> {
  ask(question: unknown): Promise<Answer>;
  close(): Promise<void>;
}

/** Whether the interpreter of the peers is there and can import all these modules. */
export async function canImport(modules: readonly string[]): Promise<boolean> {
  if (!existsSync(python)) return false;
  const tried = spawn(python, ['-c', modules.map((name) => `import ${name}`).join('\n')], { stdio: 'ignore' });
  const [code] = await once(tried, 'close');
  return code === 0;
}

/** Starts a script beside this file and waits until it is ready. @throws where it ends before */
export async function startPeer<Answer>(
  script: string,
  args: readonly string[],
  answer: z.ZodType<Answer>,
): Promise<PythonPeer<Answer>> {
  const child = spawn(python, [join(import.meta.dirname, script), ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  const closed = once(child, 'close');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<unknown> => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`${script} ${args.join(' ')} ended early`);
    return JSON.parse(value);
  };
  z.object({ ready: z.literal(true) }).parse(await next());
  return {
    async ask(question) {
      child.stdin.write(`${JSON.stringify(question)}\n`);
      return answer.parse(await next());
    },
    async close() {
      child.stdin.end();
      await closed;
    },
  };
}
