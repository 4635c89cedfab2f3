import { fieldTypes, lineFieldTypes, taxFieldTypes, type ValueType } from '../schemas/fields.ts';
import type { EvidenceGroup, JointStamp } from '../schemas/joint-calibration.ts';
import { logOdds, sigmoid } from './log-odds.ts';

/** What is known of a value beside what the models say. */
export interface Circumstances {
  /** What the sums it stands in say; null where it cannot be told. */
  vote: 'closes' | 'fails' | null;
  /** Whether its page was read by recognition. */
  recognised: boolean;
}

const isNumber = (type: ValueType): boolean => ['amount', 'unitPrice', 'quantity', 'rate'].includes(type);

const otherGroup = (type: ValueType): EvidenceGroup =>
  type === 'date' ? 'dates' : type === 'text' ? 'texts' : 'identifiers';

/** The group of a value by its path: `totalGross`, `lines.0.quantity`, `taxes.1.amount`. */
export function evidenceGroupOf(path: string): EvidenceGroup | null {
  const [table = '', , column = ''] = path.split('.');
  if (table === 'lines' && isLineField(column)) {
    const type = lineFieldTypes[column];
    return isNumber(type) ? 'lines' : otherGroup(type);
  }
  if (table === 'taxes' && isTaxField(column)) return 'taxes';
  if (!isHeaderField(path)) return null;
  const type = fieldTypes[path];
  return isNumber(type) ? 'totals' : otherGroup(type);
}

/**
 * The calibrated probability that a value is right, from the models' confidence and what else speaks for it. Without
 * weights for its group: the models' confidence.
 */
export function jointConfidence(
  joint: JointStamp,
  path: string,
  confidence: number,
  { vote, recognised }: Circumstances,
): number {
  const group = evidenceGroupOf(path);
  const weights = group === null ? undefined : joint.weights[group];
  if (!weights) return confidence;
  const said = vote === null ? 0 : weights[vote];
  return sigmoid(
    weights.confidence * logOdds(confidence) + said + (recognised ? weights.recognised : 0) + weights.shift,
  );
}

const isHeaderField = (name: string): name is keyof typeof fieldTypes => Object.hasOwn(fieldTypes, name);
const isLineField = (name: string): name is keyof typeof lineFieldTypes => Object.hasOwn(lineFieldTypes, name);
const isTaxField = (name: string): boolean => Object.hasOwn(taxFieldTypes, name);
