import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

export interface FaultyProxy {
  port: number;
  /** Refuses connections and ends those there are, as a server that stopped. */
  cut(): Promise<void>;
  /** Takes connections and bytes but passes nothing on, as a server that hangs. */
  hang(): void;
  heal(): Promise<void>;
  close(): Promise<void>;
}

/** A way to a real server that a test can take away and give back. */
export async function faultyProxy(host: string, port: number): Promise<FaultyProxy> {
  const sockets = new Set<Socket>();
  let isHanging = false;
  const server = createServer((client) => {
    const upstream = connect(port, host);
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from);
      from.on('data', (bytes) => {
        if (!isHanging) to.write(bytes);
      });
      from.on('error', () => {});
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  });
  const listen = async (at: number): Promise<number> => {
    server.listen(at, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
    return address.port;
  };
  const drop = () => {
    for (const socket of sockets) socket.destroy();
  };
  const cut = async (): Promise<void> => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    drop();
    await closed;
  };
  const own = await listen(0);
  return {
    port: own,
    cut,
    hang() {
      isHanging = true;
    },
    async heal() {
      // What was swallowed is gone: the connections that hung cannot go on.
      if (isHanging) drop();
      isHanging = false;
      if (!server.listening) await listen(own);
    },
    close: cut,
  };
}
