import { Socket as DatagramSocket } from 'node:dgram';
import { Server, Socket } from 'node:net';

/** A parser of untrusted files has nobody to talk to: whatever asks for the network in this process fails. */
export function forbidNetwork(): void {
  const refuse = (): never => {
    throw new Error('A reader has no network.');
  };
  for (const [owner, method] of [
    [Socket.prototype, 'connect'],
    [Server.prototype, 'listen'],
    [DatagramSocket.prototype, 'bind'],
    [DatagramSocket.prototype, 'send'],
    [DatagramSocket.prototype, 'connect'],
  ] as const) {
    Object.defineProperty(owner, method, { value: refuse });
  }
}
