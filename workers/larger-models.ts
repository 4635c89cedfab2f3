import type { ActivityDependencies } from '../activities/dependencies.ts';
import type { Config } from '../schemas/config.ts';

/** The steps above the specialists that run in the worker itself, where they are configured. */
export function openLargerModels(_config: Config): ActivityDependencies['larger'] {
  return {};
}
