import { type ChildProcess, spawn } from 'node:child_process';
import { packageRoot } from '../../schemas/package-root.ts';

/** `npm start` on a folder of its own and any free API port, with what it prints. */
export class ServiceUnderTest {
  readonly #child: ChildProcess;
  readonly #ended: Promise<number | null>;
  output = '';

  /** @param line makes the command line that is run of that of `npm start` */
  constructor(
    dataDir: string,
    {
      line = (command) => [...command],
      env: given = {},
    }: { line?: (command: readonly string[]) => string[]; env?: NodeJS.ProcessEnv } = {},
  ) {
    const { DATABASE_URL, REDIS_URL, TEMPORAL_ADDRESS, DOCKET_SERVICE_FILE, ...env } = process.env;
    const [program = '', ...args] = line(['npm', 'start']);
    this.#child = spawn(program, args, {
      cwd: packageRoot,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...env, ...given, DOCKET_DATA_DIR: dataDir, DOCKET_PORT: '0' },
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (chunk: string) => {
        this.output += chunk;
      });
    }
    this.#ended = new Promise((resolve) => {
      this.#child.once('close', (code) => resolve(code));
    });
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** The sign-in link. @throws with what was printed, where it ends before it is ready. */
  async ready(): Promise<URL> {
    let ended = false;
    void this.#ended.then(() => {
      ended = true;
    });
    for (;;) {
      const link = /Sign in +(\S+)/.exec(this.output)?.[1];
      if (link !== undefined) return new URL(link);
      if (ended) throw new Error(`the start ended:\n${this.output}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** @returns the exit code */
  async end(signal?: NodeJS.Signals): Promise<number | null> {
    if (signal !== undefined) this.#child.kill(signal);
    return this.#ended;
  }
}
