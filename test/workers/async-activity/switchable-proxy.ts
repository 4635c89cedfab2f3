import { createServer, connect as open, type Server, type Socket } from 'node:net';

export type SwitchableProxy = { address: string; up(): Promise<void>; down(): Promise<void> };

/** A TCP proxy on a port of its own, down at first: what lies behind it can go away and come back. */
export async function switchableProxy(target: string): Promise<SwitchableProxy> {
  const [host, port] = target.split(':');
  const sockets = new Set<Socket>();
  const track = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
  };
  const server: Server = createServer((client) => {
    const upstream = open(Number(port), host);
    for (const socket of [client, upstream]) track(socket);
    client.pipe(upstream).pipe(client);
  });
  const listen = (at: number) => new Promise<void>((resolve) => server.listen(at, '127.0.0.1', resolve));
  const down = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  await listen(0);
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('the proxy has no port');
  await down();
  return { address: `127.0.0.1:${address.port}`, up: () => listen(address.port), down };
}
