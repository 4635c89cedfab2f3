import type { Config } from '../schemas/config.ts';

/** What one file may cost. */
export interface ReadLimits {
  maxBytes: number;
  maxPages: number;
  /** Pixels of one decoded page. */
  maxPixels: number;
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
    timeoutMs: config.DOCKET_READ_TIMEOUT_MS,
    memoryMb: config.DOCKET_READ_MEMORY_MB,
  };
}
