import { once } from 'node:events';
import {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  connect,
  constants,
  createServer,
  type IncomingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from 'node:http2';
import { type Trap, TrapHolder, type WatchedProxy } from './trap.ts';

/** A way to a gRPC server that knows the methods which are called over it: `what` is the method's name. */
export async function grpcProxy(target: { host: string; port: number }): Promise<WatchedProxy> {
  const traps = new TrapHolder();
  const sessions = new Set<ServerHttp2Session>();
  const server = createServer();
  server.on('sessionError', () => {});
  server.on('session', (session) => {
    const upstream = connect(`http://${target.host}:${target.port}`);
    sessions.add(session);
    const cut = () => {
      session.destroy();
      upstream.destroy();
    };
    upstream.on('error', cut);
    upstream.on('close', cut);
    upstream.on('goaway', cut);
    session.on('close', () => {
      sessions.delete(session);
      cut();
    });
    session.on('error', cut);
    session.on('stream', (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) =>
      passCall(stream, headers, { traps, upstream, cut }),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('an HTTP/2 server has a port');
  return {
    address: `127.0.0.1:${address.port}`,
    traps,
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const session of sessions) session.destroy();
      await closed;
    },
  };
}

interface Session {
  traps: TrapHolder;
  upstream: ClientHttp2Session;
  cut: () => void;
}

function passCall(stream: ServerHttp2Stream, headers: IncomingHttpHeaders, session: Session): void {
  const { traps, upstream, cut } = session;
  stream.on('error', () => {});
  const method = String(headers[':path']).split('/').at(-1) ?? '';
  const trap = traps.take(method);
  const isStopped = trap?.moment === 'before';
  if (isStopped) trap.spring();
  if (isStopped || upstream.destroyed || upstream.closed) {
    cut();
    return;
  }
  const call = upstream.request(headers);
  stream.pipe(call);
  stream.on('close', () => call.close(constants.NGHTTP2_CANCEL));
  passAnswer(call, stream, trap, session);
}

/**
 * A method was carried out when its status says so: in the trailers, or in headers that are the whole answer. What fails
 * was not, and the trap waits for the next call.
 */
function passAnswer(call: ClientHttp2Stream, stream: ServerHttp2Stream, taken: Trap | null, session: Session): void {
  let trap = taken;
  let head: IncomingHttpHeaders = {};
  let trailers: IncomingHttpHeaders = {};
  const held: Buffer[] = [];
  const settle = (status: IncomingHttpHeaders): void => {
    if (trap === null) return;
    if (status['grpc-status'] === '0') {
      trap.spring();
      session.cut();
      return;
    }
    session.traps.arm(trap);
    trap = null;
  };
  const respond = (isAll: boolean): void => {
    if (stream.destroyed) return;
    stream.respond(head, isAll ? { endStream: true } : { waitForTrailers: true });
    stream.on('wantTrailers', () => stream.sendTrailers(trailers));
  };
  call.on('error', () => stream.close(constants.NGHTTP2_INTERNAL_ERROR));
  call.on('response', (headers, flags) => {
    head = headers;
    const isAll = (flags & constants.NGHTTP2_FLAG_END_STREAM) !== 0;
    if (isAll) settle(headers);
    if (trap !== null) {
      call.on('data', (bytes: Buffer) => held.push(bytes));
      return;
    }
    respond(isAll);
    if (!isAll) call.pipe(stream);
  });
  call.on('trailers', (received) => {
    trailers = received;
    const wasHeld = trap !== null;
    settle(received);
    if (!wasHeld || trap !== null || stream.destroyed || stream.headersSent) return;
    respond(false);
    stream.end(Buffer.concat(held));
  });
}
