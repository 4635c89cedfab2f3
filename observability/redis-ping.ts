import { Redis } from 'ioredis';

const CONNECT_TIMEOUT_MS = 1000;
const RECONNECT_MS = 500;

/** Asks a Redis whether it is there; fails at once while it is not connected. */
export function openRedisPing(url: string): { ping(): Promise<unknown>; close(): void } {
  const redis = new Redis(url, {
    connectTimeout: CONNECT_TIMEOUT_MS,
    commandTimeout: CONNECT_TIMEOUT_MS,
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    retryStrategy: () => RECONNECT_MS,
  });
  redis.on('error', () => {});
  return { ping: () => redis.ping(), close: () => redis.disconnect() };
}
