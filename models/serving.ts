import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DocketError } from '../schemas/errors.ts';
import { type Serving, serving } from '../schemas/serving.ts';

const SERVING_FILE = 'serving.json';

/** Which version of a model answers; null where nobody chose: then it is the newest. @throws DocketError `model.invalid`. */
export function readServing(root: string, name: string): Serving | null {
  const path = join(root, name, SERVING_FILE);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return null;
  }
  try {
    return serving.parse(JSON.parse(text));
  } catch (cause) {
    throw new DocketError('model.invalid', `${path} does not say which version serves`, { cause });
  }
}

/** Lets a version answer from now on. Written beside and renamed: a reader sees the old choice or the new one. */
export function serve(root: string, name: string, version: string, why: string): Serving {
  const history = readServing(root, name)?.history ?? [];
  const next = { version, history: [...history, { version, at: new Date().toISOString(), why }] };
  const path = join(root, name, SERVING_FILE);
  mkdirSync(join(root, name), { recursive: true });
  writeFileSync(`${path}.${process.pid}`, `${JSON.stringify(next, null, 2)}\n`);
  renameSync(`${path}.${process.pid}`, path);
  return next;
}

/** The version that answered before the present one. @throws DocketError `model.no-earlier-version`. */
export function versionBefore({ version, history }: Serving, name: string): string {
  const before = history.findLast((entry) => entry.version !== version)?.version;
  if (before === undefined) {
    throw new DocketError('model.no-earlier-version', `No version of "${name}" served before ${version}`);
  }
  return before;
}
