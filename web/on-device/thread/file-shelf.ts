/** Where bytes are kept by their address. */
export interface FileShelf {
  /** Whether they outlive the page. */
  readonly lasts: boolean;
  has(address: string): Promise<boolean>;
  get(address: string): Promise<ArrayBuffer | null>;
  put(address: string, bytes: ArrayBuffer): Promise<void>;
  /** Forgets all but these. */
  keepOnly(addresses: ReadonlySet<string>): Promise<void>;
}

/** Removed by signing out too: `forgetDevice`. */
export const SHELF = 'docket-on-device';

/** In the browser's Cache Storage; in memory where the browser gives none, as to pages that come over plain http. */
export async function openFileShelf(): Promise<FileShelf> {
  return 'caches' in globalThis ? lasting(await caches.open(SHELF)) : inMemory();
}

function lasting(cache: Cache): FileShelf {
  return {
    lasts: true,
    has: async (address) => (await cache.match(address)) !== undefined,
    get: async (address) => (await (await cache.match(address))?.arrayBuffer()) ?? null,
    put: (address, bytes) => cache.put(address, new Response(bytes)),
    async keepOnly(addresses) {
      for (const request of await cache.keys()) {
        if (!addresses.has(new URL(request.url).pathname)) await cache.delete(request);
      }
    },
  };
}

function inMemory(): FileShelf {
  const files = new Map<string, ArrayBuffer>();
  return {
    lasts: false,
    has: async (address) => files.has(address),
    get: async (address) => files.get(address) ?? null,
    put: async (address, bytes) => void files.set(address, bytes),
    async keepOnly(addresses) {
      for (const address of files.keys()) if (!addresses.has(address)) files.delete(address);
    },
  };
}
