import { createServer, type Server } from 'node:http';

export type ProbeServer = { port: number; close(): Promise<void> };

export type Probes = {
  /** What keeps the process from its work now, in words; none: it is ready. */
  notReady(): Promise<string[]>;
  /** In the Prometheus text format. */
  metrics(): Promise<string>;
};

const PROMETHEUS_TEXT = 'text/plain; version=0.0.4; charset=utf-8';

/**
 * Serves /healthz (the process answers at all), /readyz (503 with a line for each thing that is missing) and /metrics of
 * a process that serves nothing else. @param options port 0 picks a free one
 */
export async function startProbeServer(
  options: { host: string; port: number },
  { notReady, metrics }: Probes,
): Promise<ProbeServer> {
  const answer = async (path: string | undefined): Promise<{ status: number; type?: string; text: string }> => {
    if (path === '/healthz') return { status: 200, text: 'ok\n' };
    if (path === '/metrics') return { status: 200, type: PROMETHEUS_TEXT, text: await metrics() };
    if (path !== '/readyz') return { status: 404, text: 'no such page\n' };
    const missing = await notReady();
    return missing.length === 0
      ? { status: 200, text: 'ok\n' }
      : { status: 503, text: `not ready: ${missing.join(', ')}\n` };
  };
  const server: Server = createServer((request, response) => {
    answer(request.url).then(
      ({ status, type = 'text/plain', text }) => response.writeHead(status, { 'content-type': type }).end(text),
      () => response.writeHead(500).end(),
    );
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
