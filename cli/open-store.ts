import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Config, parseConfig } from '../schemas/config.ts';
import { DocketError } from '../schemas/errors.ts';
import { serviceFile } from '../schemas/service-file.ts';
import { openBlobStore } from '../store/blobs/open.ts';
import type { BlobStore } from '../store/blobs/port.ts';
import { closeDatabase, type Database, openDatabase } from '../store/database.ts';

export interface OpenStore {
  config: Config;
  db: Database;
  blobs: BlobStore;
}

/** Opens the database and the blobs of this machine's service for one piece of work: by DATABASE_URL, else as it runs here. */
export async function withStore<T>(work: (store: OpenStore) => Promise<T>): Promise<T> {
  const config = parseConfig(process.env);
  const path = process.env.DOCKET_SERVICE_FILE ?? join(config.DOCKET_DATA_DIR, 'service.json');
  const known = statSync(path, { throwIfNoEntry: false })
    ? serviceFile.parse(JSON.parse(readFileSync(path, 'utf8')))
    : null;
  const url = config.DATABASE_URL ?? known?.databaseUrl;
  if (!url)
    throw new DocketError('unavailable.service', `No database is known here (no DATABASE_URL, no ${path} with one).`);
  const db = await openDatabase(url);
  try {
    const blobs = config.DOCKET_BLOBS ?? known?.blobs;
    return await work({ config, db, blobs: openBlobStore({ ...config, ...(blobs ? { DOCKET_BLOBS: blobs } : {}) }) });
  } finally {
    await closeDatabase(db);
  }
}
