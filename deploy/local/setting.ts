import type { Config } from '../../schemas/config.ts';
import type { Progress } from './progress.ts';

/** What every part of a start is given. */
export interface Setting {
  config: Config;
  /** Absolute. All state, logs and secrets lie below it. */
  dataDir: string;
  progress: Progress;
  /** Aborted when the start is called off: what is coming up then stops. */
  stopping?: AbortSignal;
}
