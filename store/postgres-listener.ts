import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';

const RECONNECT_MS = 250;

/** Listens to one channel over a connection of its own, which is made anew when it is lost. */
export class PostgresListener {
  readonly #open: () => Promise<Client>;
  readonly #stopping = new AbortController();
  #client: Client;

  private constructor(open: () => Promise<Client>, client: Client) {
    this.#open = open;
    this.#client = client;
  }

  /** @throws what the first connection fails with */
  static async start(
    create: () => Client,
    channel: string,
    onMessage: (text: string) => void,
  ): Promise<PostgresListener> {
    const open = async (): Promise<Client> => {
      const client = create();
      client.on('error', () => {});
      client.on('notification', ({ payload }) => onMessage(payload ?? ''));
      try {
        await client.connect();
        await client.query(`listen ${client.escapeIdentifier(channel)}`);
        return client;
      } catch (error) {
        void client.end();
        throw error;
      }
    };
    const listener = new PostgresListener(open, await open());
    void listener.#watch();
    return listener;
  }

  stop(): void {
    this.#stopping.abort();
    void this.#client.end();
  }

  async #watch(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await once(this.#client, 'end', { signal }).catch(() => {});
      void this.#client.end();
      await this.#reopen(signal);
    }
  }

  async #reopen(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await sleep(RECONNECT_MS, undefined, { signal }).catch(() => {});
      if (signal.aborted) return;
      const client = await this.#open().catch(() => null);
      if (client === null) continue;
      this.#client = client;
      if (signal.aborted) void client.end();
      return;
    }
  }
}
