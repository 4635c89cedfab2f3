import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../../schemas/config.ts';

/** Where programs that were fetched or built once are kept. */
export function cacheFolder(config: Pick<Config, 'DOCKET_CACHE_DIR'>): string {
  return config.DOCKET_CACHE_DIR ?? join(homedir(), '.cache', 'docket');
}
