import { createServer } from 'node:net';

/** Fixed defaults, ten apart from the next choice of the same part, so that two parts never choose the same port. */
export const DEFAULT_PORTS = { api: 4680, temporal: 4681, temporalUi: 4682, redis: 4683, postgres: 4684 } as const;
const STEP = 10;
const TRIES = 50;

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

function listenOnce(port: number, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(undefined);
      else reject(error);
    });
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      const bound = typeof address === 'object' && address !== null ? address.port : port;
      server.close(() => resolve(bound));
    });
  });
}
