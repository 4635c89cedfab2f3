import type { DocumentBounds } from '../schemas/document-bound.ts';
import { DocketError } from '../schemas/errors.ts';
import { type JointStamp, jointCalibration } from '../schemas/joint-calibration.ts';
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

/**
 * The joint calibrator that a file states. @param where names the file in errors
 * @throws DocketError `model.invalid`, also where it was learnt beside other weights
 */
export function jointOf({ bytes, sha256 }: PackageFile, card: ModelCard, where: string): Joint {
  const parsed = jointCalibration.safeParse(parseJson(bytes, where));
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new DocketError('model.invalid', `${where} has ${problems.length} problem(s): ${problems.join('; ')}`);
  }
  const { of, version, weights, thresholds, documents } = parsed.data;
  if (of.sha256 !== card.files[weightsFile(card)]?.sha256) {
    throw new DocketError(
      'model.invalid',
      `${where} was learnt beside the weights of ${of.name} ${of.version}, not beside these; learn it again or remove it`,
    );
  }
  return { stamp: { version, weights, sha256 }, thresholds, documents };
}

function parseJson(bytes: Uint8Array, where: string): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw new DocketError('model.invalid', `${where} is not readable JSON`, { cause });
  }
}
