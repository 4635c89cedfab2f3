import { join } from 'node:path';
import { DocketError } from '../../schemas/errors.ts';
import type { Serving } from '../../schemas/serving.ts';
import type { Registry } from '../registry.ts';
import { readServing, serve, versionBefore } from '../serving.ts';
import { readComparison } from './package-files.ts';

/**
 * Lets a version of a desk serve. One that did not win its comparison and never served needs `force`.
 * @throws DocketError `model.unknown`, `model.not-better`.
 */
export function promote(registry: Registry, root: string, name: string, version: string, force = false): Serving {
  registry.files(name, version);
  const now = readServing(root, name);
  if (now?.version === version) return now;
  const served = now?.history.some((entry) => entry.version === version) ?? false;
  const comparison = readComparison(join(root, name, version));
  if (!force && !served && comparison !== null && !comparison.serves) {
    throw new DocketError('model.not-better', comparison.sentence);
  }
  return serve(root, name, version, force ? 'promoted by force' : 'promoted');
}

/** Lets the version serve that served before. @throws DocketError `model.unknown`, `model.no-earlier-version`. */
export function rollBack(registry: Registry, root: string, name: string): Serving {
  const now = readServing(root, name);
  if (now === null) {
    const { version } = registry.card(name);
    throw new DocketError('model.no-earlier-version', `"${name}" ${version} is the only version that served`);
  }
  const before = versionBefore(now, name);
  registry.files(name, before);
  return serve(root, name, before, `rolled back from ${now.version}`);
}
