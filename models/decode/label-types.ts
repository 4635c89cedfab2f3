import { fieldTypes, lineFieldTypes, taxFieldTypes, type ValueType } from '../../schemas/fields.ts';

const prefixed = (prefix: string, types: Record<string, ValueType>): [string, ValueType][] =>
  Object.entries(types).map(([name, type]) => [`${prefix}.${name}`, type]);

/** Value type by label type: header fields, `line.<column>`, `tax.<column>`, in the vocabulary's order. */
export const labelTypes: ReadonlyMap<string, ValueType> = new Map<string, ValueType>([
  ...Object.entries(fieldTypes),
  ...prefixed('line', lineFieldTypes),
  ...prefixed('tax', taxFieldTypes),
]);

/** Labels in logit order: `O`, then `B-` and `I-` of every label type. */
export const bioLabels: readonly string[] = [
  'O',
  ...[...labelTypes.keys()].flatMap((name) => [`B-${name}`, `I-${name}`]),
];

export function labelType(name: string): ValueType {
  const type = labelTypes.get(name);
  if (!type) throw new RangeError(`"${name}" is no label type`);
  return type;
}
