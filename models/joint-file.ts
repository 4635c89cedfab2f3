import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DocumentBounds } from '../schemas/document-bound.ts';
import { DocketError } from '../schemas/errors.ts';
import { type JointCalibration, type JointStamp, jointCalibration } from '../schemas/joint-calibration.ts';
import { type AcceptanceThreshold, type ModelCard, weightsFile } from '../schemas/model-card.ts';
import { keptWhileUnchanged } from './kept-while-unchanged.ts';

const JOINT_FILE = 'joint.json';

/** The joint calibrator of a package, and the bounds that its output keeps. */
export interface Joint {
  stamp: JointStamp;
  thresholds: Record<string, AcceptanceThreshold>;
  /** The bounds on whole documents that it states. */
  documents?: DocumentBounds | undefined;
}

/** Null where the package has none. @throws DocketError `model.invalid`, also where it was learnt beside other weights. */
export function readJoint(folder: string, card: ModelCard): Joint | null {
  const path = join(folder, JOINT_FILE);
  if (!existsSync(path)) return null;
  const { of, joint } = jointIn(path);
  if (of.sha256 !== card.files[weightsFile(card)]?.sha256) {
    throw new DocketError(
      'model.invalid',
      `${path} was learnt beside the weights of ${of.name} ${of.version}, not beside these; learn it again or remove it`,
    );
  }
  return joint;
}

const jointIn = keptWhileUnchanged((path): { of: JointCalibration['of']; joint: Joint } => {
  const bytes = readFileSync(path);
  const parsed = jointCalibration.safeParse(parseJson(path, bytes));
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new DocketError('model.invalid', `${path} has ${problems.length} problem(s): ${problems.join('; ')}`);
  }
  const { of, version, weights, thresholds, documents } = parsed.data;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { of, joint: { stamp: { version, weights, sha256 }, thresholds, documents } };
});

function parseJson(path: string, bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (cause) {
    throw new DocketError('model.invalid', `${path} is not readable JSON`, { cause });
  }
}
