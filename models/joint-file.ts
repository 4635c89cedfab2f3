import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ModelCard } from '../schemas/model-card.ts';
import { JOINT_FILE, type Joint, jointFor, parseJoint } from './joint.ts';
import { keptWhileUnchanged } from './kept-while-unchanged.ts';

/** Null where the package has none. @throws DocketError `model.invalid`, also where it was learnt beside other weights. */
export function readJoint(folder: string, card: ModelCard): Joint | null {
  const path = join(folder, JOINT_FILE);
  return existsSync(path) ? jointFor(jointIn(path), card, path) : null;
}

const jointIn = keptWhileUnchanged((path) => {
  const bytes = readFileSync(path);
  return parseJoint({ bytes, sha256: createHash('sha256').update(bytes).digest('hex') }, path);
});
