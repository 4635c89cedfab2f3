/** An engine that the service uses: where it listens, how it came, and how to stop it where we started it. */
export interface Provided {
  address: string;
  /** For people: "given by REDIS_URL", "redis-server 7.0.15 on port 4683". */
  how: string;
  stop(): Promise<void>;
  /** At once, without order: for a second Ctrl-C. */
  kill(): void;
}

/** An engine that somebody else runs: never stopped by us. */
export function givenBy(setting: string, address: string): Provided {
  return { address, how: `given by ${setting}`, stop: async () => {}, kill: () => {} };
}

export const portNote = (preferred: number, chosen: number): string =>
  preferred === 0 || preferred === chosen ? `port ${chosen}` : `port ${chosen}, since ${preferred} is taken`;
