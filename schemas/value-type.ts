import { fieldTypes, lineFieldTypes, taxFieldTypes, type ValueType } from './fields.ts';

/** The type of the value at a path such as `totalGross` or `lines.0.quantity`; undefined where there is no such field. */
export function valueTypeAt(path: string): ValueType | undefined {
  const [head = '', , column] = path.split('.');
  const types: Record<string, ValueType> =
    column === undefined ? fieldTypes : head === 'lines' ? lineFieldTypes : taxFieldTypes;
  const name = column ?? head;
  return Object.hasOwn(types, name) ? types[name] : undefined;
}
