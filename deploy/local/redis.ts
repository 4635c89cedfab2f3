import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Redis } from 'ioredis';
import { choosePort, DEFAULT_PORTS } from './ports.ts';
import { givenBy, type Provided, portNote } from './provided.ts';
import { redisProgram } from './redis-program.ts';
import { secretIn } from './secret-file.ts';
import type { Setting } from './setting.ts';
import { supervise } from './supervise.ts';

const READY_MS = 30_000;
const GRACE_MS = 15_000;

/** Redis: REDIS_URL, or a server whose jobs outlive a restart (append-only) and are never evicted. */
export async function provideRedis(setting: Setting & { port?: number }): Promise<Provided> {
  const { config, dataDir } = setting;
  if (config.REDIS_URL !== undefined) return givenBy('REDIS_URL', config.REDIS_URL);
  const program = await redisProgram(setting);
  const preferred = setting.port ?? DEFAULT_PORTS.redis;
  const port = await choosePort(preferred);
  const folder = join(dataDir, 'redis');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const password = secretIn(join(folder, 'password'));
  const settings = join(folder, 'redis.conf');
  writeFileSync(settings, settingsOf(port, folder, password), { mode: 0o600 });
  const address = `redis://:${password}@127.0.0.1:${port}`;

  const server = await supervise(
    {
      name: 'redis',
      command: program,
      args: [settings],
      dataDir,
      stopSignal: 'SIGTERM',
      graceMs: GRACE_MS,
      ready: () => answers(address),
      readyMs: READY_MS,
    },
    setting,
  );
  return {
    address,
    how: `${basename(program)}, on ${portNote(preferred, port)}`,
    stop: () => server.stop(),
    kill: () => server.kill(),
  };
}

function settingsOf(port: number, folder: string, password: string): string {
  return [
    'bind 127.0.0.1',
    `port ${port}`,
    `requirepass ${password}`,
    `dir "${folder}"`,
    'appendonly yes',
    'appendfsync everysec',
    'maxmemory-policy noeviction',
    'save ""',
    'daemonize no',
    '',
  ].join('\n');
}

async function answers(address: string): Promise<boolean> {
  const client = new Redis(address, { lazyConnect: true, retryStrategy: () => null, connectTimeout: 1000 });
  client.on('error', () => {});
  try {
    await client.connect();
    return (await client.ping()) === 'PONG';
  } catch {
    return false;
  } finally {
    client.disconnect();
  }
}
