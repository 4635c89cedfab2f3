import type { Config } from '../schemas/config.ts';

/** What one file may cost. */
export interface ReadLimits {
  maxBytes: number;
  maxPages: number;
  /** Pixels of one decoded page. */
  maxPixels: number;
  /** Files in one e-mail or archive, those of inner ones included. */
  maxFiles: number;
  /** What one archive may come to unpacked, inner ones included. */
  maxUnpackedBytes: number;
  /** Longest time until the next page is read; a long scan may take many times this. */
  timeoutMs: number;
  /** Resident memory of the process that reads. */
  memoryMb: number;
}

export function readLimits(config: Config): ReadLimits {
  return {
    maxBytes: config.DOCKET_MAX_BYTES,
    maxPages: config.DOCKET_MAX_PAGES,
    maxPixels: config.DOCKET_MAX_PIXELS,
    maxFiles: config.DOCKET_MAX_FILES,
    maxUnpackedBytes: config.DOCKET_MAX_UNPACKED_BYTES,
    timeoutMs: config.DOCKET_READ_TIMEOUT_MS,
    memoryMb: config.DOCKET_READ_MEMORY_MB,
  };
}
