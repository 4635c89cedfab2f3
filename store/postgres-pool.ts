import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { PostgresListener } from './postgres-listener.ts';

/** Short, so that a database that is away is answered with 503 and not with a wait. */
const CONNECT_TIMEOUT_MS = 2000;
/** No query of this service is long; a stuck one gives its connection back. */
const STATEMENT_TIMEOUT_MS = 30_000;
const KEEP_ALIVE_MS = 60_000;
/** What a server keeps for a connection grows with its age. */
const MOST_AGE_SECONDS = 45 * 60;
const CLOSE_POLL_MS = 20;

const optionsOf = (url: string): pg.ClientConfig => ({
  connectionString: asLibpq(url),
  application_name: 'docket',
  statement_timeout: STATEMENT_TIMEOUT_MS,
  connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  keepAlive: true,
  keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
});

/** `sslmode` as libpq has it (`require` encrypts, `verify-full` also verifies), which pg does where it is told to. */
function asLibpq(url: string): string {
  return /[?&]sslmode=/.test(url) && !/[?&]uselibpqcompat=/.test(url) ? `${url}&uselibpqcompat=true` : url;
}

/** Connections to one database, made when they are needed and kept. A lost one is told to whoever uses it. */
export class PostgresPool extends pg.Pool {
  readonly #url: string;
  readonly #clients = new Set<pg.PoolClient>();
  readonly #listeners = new Set<PostgresListener>();

  constructor(url: string, size: number) {
    const { connectionTimeoutMillis, ...options } = optionsOf(url);
    super({
      ...options,
      // The pool's own would also end the wait for a connection that others use.
      Client: class extends pg.Client {
        constructor(given?: pg.ClientConfig) {
          super({ ...given, connectionTimeoutMillis });
        }
      },
      max: size,
      idleTimeoutMillis: 0,
      maxLifetimeSeconds: MOST_AGE_SECONDS,
    });
    this.#url = url;
    // An 'error' that nobody listens to ends the process; the query that waits fails by itself.
    this.on('error', () => {});
    this.on('connect', (client) => {
      client.on('error', () => {});
      this.#clients.add(client);
    });
    this.on('remove', (client) => this.#clients.delete(client));
  }

  /** Calls back with what is sent to a channel, over a connection of its own. @returns what ends it */
  async listen(channel: string, onMessage: (text: string) => void): Promise<() => Promise<void>> {
    const listener = await PostgresListener.start(() => new pg.Client(optionsOf(this.#url)), channel, onMessage);
    this.#listeners.add(listener);
    return async () => {
      this.#listeners.delete(listener);
      listener.stop();
    };
  }

  /** Ends the connections; queries that run or wait are given so long. */
  async close(graceMs: number): Promise<void> {
    if (this.ending) return;
    for (const listener of this.#listeners) listener.stop();
    const end = Date.now() + graceMs;
    while (this.waitingCount > 0 && Date.now() < end) await sleep(CLOSE_POLL_MS);
    const over = new AbortController();
    const late = sleep(Math.max(0, end - Date.now()), undefined, { signal: over.signal }).catch(() => {});
    await Promise.race([this.end(), late]);
    over.abort();
    for (const client of this.#clients) void client.end();
  }
}
