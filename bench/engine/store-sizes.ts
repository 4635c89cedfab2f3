import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import type { Pool } from 'pg';
import { type BenchSystem, TEMPORAL_DATABASES } from './system.ts';

/** Bytes that the stores hold, and how much Postgres has written ahead so far. */
export interface StoreSizes {
  temporal: number;
  database: number;
  blobs: number;
  blobFiles: number;
  wal: number;
}

export async function storeSizes(database: Pool, system: BenchSystem): Promise<StoreSizes> {
  const { rows: databases } = await database.query<{ name: string; bytes: string }>(
    'select datname as name, pg_database_size(datname) as bytes from pg_database where not datistemplate',
  );
  const bytesOf = (names: readonly string[]) =>
    databases.filter(({ name }) => names.includes(name)).reduce((sum, { bytes }) => sum + Number(bytes), 0);
  const { rows: written } = await database.query<{ bytes: string }>(
    "select pg_current_wal_insert_lsn() - '0/0' as bytes",
  );
  const ofServer = bytesOf(TEMPORAL_DATABASES);
  const blobs = await filesIn(system.blobs);
  return {
    temporal: ofServer > 0 ? ofServer : (await filesIn(system.temporalFolder)).bytes,
    database: bytesOf(['docket']),
    blobs: blobs.bytes,
    blobFiles: blobs.files,
    wal: Number(written[0]?.bytes ?? Number.NaN),
  };
}

/** The most bytes that Redis held since it began. */
export async function redisPeak(url: string): Promise<number> {
  const redis = new Redis(url);
  try {
    return Number(/^used_memory_peak:(\d+)/m.exec(await redis.info('memory'))?.[1] ?? Number.NaN);
  } finally {
    redis.disconnect();
  }
}

async function filesIn(folder: string): Promise<{ files: number; bytes: number }> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const found = { files: 0, bytes: 0 };
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    found.files += 1;
    found.bytes += (await stat(join(entry.parentPath, entry.name)).catch(() => ({ size: 0 }))).size;
  }
  return found;
}
