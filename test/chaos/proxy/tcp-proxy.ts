import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { TrapHolder, type WatchedProxy } from './trap.ts';

/** What watches one connection. Bytes come in pieces of any size; it returns those that may go on. */
export interface Watch {
  request(bytes: Buffer): Buffer;
  answer(bytes: Buffer): Buffer;
}

/** Passes bytes between clients and a server. @param watch is called once a connection; `cut` ends that connection */
export async function tcpProxy(
  target: { host: string; port: number },
  watch: (traps: TrapHolder, cut: () => void) => Watch,
): Promise<WatchedProxy> {
  const traps = new TrapHolder();
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (client) => {
    const upstream = connect({ ...target, noDelay: true });
    const cut = () => {
      client.resetAndDestroy();
      upstream.resetAndDestroy();
    };
    const watching = watch(traps, cut);
    const pass = (from: Socket, to: Socket, filter: (bytes: Buffer) => Buffer) => {
      sockets.add(from);
      from.on('data', (bytes) => {
        const onward = filter(bytes);
        if (onward.length > 0 && !to.destroyed) to.write(onward);
      });
      from.on('error', () => {});
      from.on('end', () => to.end());
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
    };
    pass(client, upstream, (bytes) => watching.request(bytes));
    pass(upstream, client, (bytes) => watching.answer(bytes));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  return {
    address: `127.0.0.1:${address.port}`,
    traps,
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
