import { createServer, type Server } from 'node:http';
import type { Registry } from 'prom-client';

export type ProbeServer = { port: number; close(): Promise<void> };

/** Serves /metrics, /healthz and /readyz on the given port; 0 picks a free one. */
export async function startProbeServer(
  options: { host: string; port: number },
  registry: Registry,
  isReady: () => boolean,
): Promise<ProbeServer> {
  const server: Server = createServer(async (request, response) => {
    if (request.url === '/metrics') {
      response.writeHead(200, { 'content-type': registry.contentType }).end(await registry.metrics());
    } else if (request.url === '/healthz') {
      response.writeHead(200).end('ok\n');
    } else if (request.url === '/readyz') {
      response.writeHead(isReady() ? 200 : 503).end(isReady() ? 'ok\n' : 'inference: starting or draining\n');
    } else {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : options.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
