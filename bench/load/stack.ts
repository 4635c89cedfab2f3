import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { choosePort } from '../../deploy/local/ports.ts';
import { providePostgres } from '../../deploy/local/postgres.ts';
import { isRunning, readIdentity } from '../../deploy/local/process-identity.ts';
import type { Progress } from '../../deploy/local/progress.ts';
import { provideRedis } from '../../deploy/local/redis.ts';
import { Running } from '../../deploy/local/running.ts';
import { grantAccess } from '../../deploy/local/service-access.ts';
import { type ServiceName, startService } from '../../deploy/local/services.ts';
import { provideTemporal } from '../../deploy/local/temporal.ts';
import { parseConfig } from '../../schemas/config.ts';
import { serviceFile } from '../../schemas/service-file.ts';
import { migrate } from '../../store/migrate.ts';
import { Comebacks } from './comebacks.ts';

export const processNames = ['api', 'temporal-worker', 'inference-worker', 'redis', 'temporal', 'postgres'] as const;
export type ProcessName = (typeof processNames)[number];

/** Where a process of the service finds its engines. */
export interface Ways {
  DATABASE_URL: string;
  REDIS_URL: string;
  TEMPORAL_ADDRESS: string;
}

export interface StackOptions {
  /** Empty and passable for the user that Postgres runs as; all state and logs come to lie in it. */
  dataDir: string;
  progress: Progress;
  /** Settings of the service beyond its defaults. */
  env?: Record<string, string>;
  /** The way from one process of the service to its engines; by default the engines themselves. */
  ways?(service: ServiceName, engines: Ways): Promise<Ways>;
}

/** The whole service, each process by the code of `npm start` and started again by it when it dies, on free ports. */
export class Stack {
  readonly dataDir: string;
  readonly engines: Ways;
  /** As `service.json` names it to this machine's commands. */
  readonly service: { url: string; key: string; databaseUrl: string; blobs: string };
  readonly #running: Running;
  readonly #comebacks: Comebacks;

  private constructor(parts: {
    dataDir: string;
    engines: Ways;
    service: Stack['service'];
    running: Running;
    comebacks: Comebacks;
  }) {
    this.dataDir = parts.dataDir;
    this.engines = parts.engines;
    this.service = parts.service;
    this.#running = parts.running;
    this.#comebacks = parts.comebacks;
  }

  static async start(options: StackOptions): Promise<Stack> {
    const { dataDir, ways = async (_, engines) => engines } = options;
    const running = new Running();
    const comebacks = new Comebacks(options.progress);
    try {
      const config = parseConfig({ DOCKET_CACHE_DIR: process.env.DOCKET_CACHE_DIR, DOCKET_DATA_DIR: dataDir });
      const setting = { config, dataDir, progress: comebacks };
      const [postgres, redis, temporal] = await Promise.all([
        providePostgres({ ...setting, port: 0 }),
        provideRedis({ ...setting, port: 0 }),
        provideTemporal({ ...setting, ports: { temporal: 0, temporalUi: 0 } }),
      ]);
      for (const engine of [postgres, redis, temporal]) running.add('engine', engine);
      await migrate(postgres.address);
      const engines = {
        DATABASE_URL: postgres.address,
        REDIS_URL: redis.address,
        TEMPORAL_ADDRESS: temporal.address,
      };
      const blobs = join(dataDir, 'blobs');
      mkdirSync(blobs, { mode: 0o700 });
      const port = await choosePort(0);
      const url = `http://127.0.0.1:${port}`;
      const env = {
        ...process.env,
        ...options.env,
        DOCKET_DATA_DIR: dataDir,
        DOCKET_BLOBS: blobs,
        DOCKET_PORT: `${port}`,
        DOCKET_PUBLIC_URL: url,
      };
      const service = async (name: ServiceName) => {
        const own = { ...env, ...(await ways(name, engines)) };
        running.add(name === 'api' ? 'api' : 'worker', await startService(name, own, `${url}/healthz`, setting));
      };
      await Promise.all([service('inference-worker'), service('temporal-worker'), service('api')]);
      const databaseUrl = postgres.address;
      const { file } = await grantAccess(dataDir, { url, databaseUrl, blobs });
      const { key } = serviceFile.parse(JSON.parse(readFileSync(file, 'utf8')));
      return new Stack({ dataDir, engines, service: { url, key, databaseUrl, blobs }, running, comebacks });
    } catch (error) {
      await running.stop();
      throw error;
    }
  }

  /** The process id, or null while it is not up. */
  pid(name: ProcessName): number | null {
    const identity = readIdentity(join(this.dataDir, 'run', `${name}.json`));
    return identity !== undefined && isRunning(identity) ? identity.pid : null;
  }

  /** Processes that ended and that nobody had killed, a line each. */
  get unforeseen(): readonly string[] {
    return this.#comebacks.unforeseen;
  }

  /** Sends SIGKILL. `back` resolves when it is ready again. Null where it was not up. */
  kill(name: ProcessName): { back: Promise<void> } | null {
    const pid = this.pid(name);
    if (pid === null) return null;
    const back = this.#comebacks.next(name);
    process.kill(pid, 'SIGKILL');
    return { back };
  }

  stop(): Promise<void> {
    return this.#running.stop();
  }
}
