import type { DocumentBounds } from '../schemas/document-bound.ts';
import { DocketError } from '../schemas/errors.ts';
import { type JointCalibration, type JointStamp, jointCalibration } from '../schemas/joint-calibration.ts';
import { type AcceptanceThreshold, type ModelCard, weightsFile } from '../schemas/model-card.ts';
import type { PackageFile } from './packages.ts';

export const JOINT_FILE = 'joint.json';

/** The joint calibrator of a package, and the bounds that its output keeps. */
export interface Joint {
  stamp: JointStamp;
  thresholds: Record<string, AcceptanceThreshold>;
  /** The bounds on whole documents that it states. */
  documents?: DocumentBounds | undefined;
}

/** What a file states, whichever weights stand beside it. */
export interface StatedJoint {
  of: JointCalibration['of'];
  joint: Joint;
}

/** Reads a joint calibrator. @param where names the file in errors @throws DocketError `model.invalid` */
export function parseJoint({ bytes, sha256 }: PackageFile, where: string): StatedJoint {
  const parsed = jointCalibration.safeParse(parseJson(bytes, where));
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new DocketError('model.invalid', `${where} has ${problems.length} problem(s): ${problems.join('; ')}`);
  }
  const { of, version, weights, thresholds, documents } = parsed.data;
  return { of, joint: { stamp: { version, weights, sha256 }, thresholds, documents } };
}

/** The calibrator, for a model. @throws DocketError `model.invalid` where it was learnt beside other weights */
export function jointFor({ of, joint }: StatedJoint, card: ModelCard, where: string): Joint {
  if (of.sha256 === card.files[weightsFile(card)]?.sha256) return joint;
  throw new DocketError(
    'model.invalid',
    `${where} was learnt beside the weights of ${of.name} ${of.version}, not beside these; learn it again or remove it`,
  );
}

function parseJson(bytes: Uint8Array, where: string): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw new DocketError('model.invalid', `${where} is not readable JSON`, { cause });
  }
}
