import { randomInt } from 'node:crypto';
import { type AddressInfo, createServer, type Server } from 'node:net';

/** Fixed defaults, ten apart from the next choice of the same part, so that two parts never choose the same port. */
export const DEFAULT_PORTS = { api: 4680, temporal: 4681, temporalUi: 4682, redis: 4683, postgres: 4684 } as const;
const STEP = 10;
const TRIES = 50;
const [LOWEST_INNER, HIGHEST_INNER] = [20_000, 32_767];

/** The preferred port when it is free on `host`, else the next free one in steps of ten; 0 asks the system for one. */
export async function choosePort(preferred: number, host = '127.0.0.1'): Promise<number> {
  if (preferred !== 0) {
    for (let port = preferred; port < preferred + STEP * TRIES && port <= 65535; port += STEP) {
      if ((await listenOnce(port, host)) !== undefined) return port;
    }
  }
  const port = await listenOnce(0, host);
  if (port === undefined) throw new Error(`no free port on ${host}`);
  return port;
}

/**
 * Several free ports of the loopback, all different, from below the range that systems hand out by themselves. Temporal
 * keeps ports in a column that ends at 32,767.
 */
export async function freePorts(count: number): Promise<number[]> {
  const held: Server[] = [];
  while (held.length < count) {
    const server = await listening(randomInt(LOWEST_INNER, HIGHEST_INNER + 1), '127.0.0.1').catch(unlessTaken);
    if (server !== undefined) held.push(server);
  }
  const ports = held.map(portOf);
  await Promise.all(held.map(closed));
  return ports;
}

function listening(port: number, host: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host, exclusive: true }, () => resolve(server));
  });
}

async function listenOnce(port: number, host: string): Promise<number | undefined> {
  const server = await listening(port, host).catch(unlessTaken);
  if (server === undefined) return undefined;
  const bound = portOf(server);
  await closed(server);
  return bound;
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

const closed = (server: Server): Promise<void> => new Promise((resolve) => server.close(() => resolve()));

function unlessTaken(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') throw error;
}
