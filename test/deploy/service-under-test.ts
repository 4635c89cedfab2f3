import { type ChildProcess, spawn } from 'node:child_process';
import { packageRoot } from '../../schemas/package-root.ts';

/** `npm start` on a folder of its own and any free API port, with what it prints. */
export class ServiceUnderTest {
  readonly #child: ChildProcess;
  readonly #ended: Promise<number | null>;
  output = '';

  /** @param settings further environment variables */
  constructor(dataDir: string, settings: Record<string, string> = {}) {
    const { DATABASE_URL, REDIS_URL, TEMPORAL_ADDRESS, DOCKET_SERVICE_FILE, ...env } = process.env;
    this.#child = spawn('npm', ['start'], {
      cwd: packageRoot,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...env, ...settings, DOCKET_DATA_DIR: dataDir, DOCKET_PORT: '0' },
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
