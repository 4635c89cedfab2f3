import type { DocumentResult } from '../../schemas/document.ts';
import type { Evidence } from '../../schemas/evidence.ts';
import {
  fieldNames,
  fieldTypes,
  lineFieldNames,
  lineFieldTypes,
  taxFieldNames,
  taxFieldTypes,
  type ValueType,
} from '../../schemas/fields.ts';
import type { Place } from '../../schemas/place.ts';

/** One place for a value: a header field, or a cell of a line item or tax row. */
export interface Slot {
  path: string;
  type: ValueType;
  evidence: Evidence | undefined;
  /** A person has to look: not accepted, or named by a check or a reason. */
  doubtful: boolean;
}

export type Slots = ReadonlyMap<string, Slot>;

export function typeOf(path: string): ValueType {
  const [head, , column] = path.split('.');
  if (column === undefined) return fieldTypes[path as keyof typeof fieldTypes] ?? 'text';
  const types: Readonly<Record<string, ValueType>> = head === 'taxes' ? taxFieldTypes : lineFieldTypes;
  return types[column] ?? 'text';
}

/** Every value that a document has, and every one that a reason misses, by path. */
export function slotsOf(result: DocumentResult): Slots {
  const named = new Set([
    ...result.reasons.flatMap(({ field }) => (field === undefined ? [] : [field])),
    ...result.findings.filter(({ severity }) => severity === 'error').flatMap(({ fields }) => fields),
  ]);
  const slots = new Map<string, Slot>();
  const add = (path: string, evidence: Evidence | undefined) => {
    if (evidence === undefined && !named.has(path)) return;
    const doubtful = result.status === 'review' && (named.has(path) || evidence?.accepted !== true);
    slots.set(path, { path, type: typeOf(path), evidence, doubtful });
  };
  for (const name of fieldNames) add(name, result.fields[name]);
  for (const [index, row] of result.lines.entries())
    for (const name of lineFieldNames) add(`lines.${index}.${name}`, row[name]);
  for (const [index, row] of result.taxes.entries())
    for (const name of taxFieldNames) add(`taxes.${index}.${name}`, row[name]);
  return slots;
}

export function placesOf(evidence: Evidence): Place[] {
  if (evidence.places !== undefined && evidence.places.length > 0) return evidence.places;
  return evidence.page !== null && evidence.box !== null ? [{ page: evidence.page, box: evidence.box }] : [];
}

export const isNumeric = (type: ValueType): boolean => ['amount', 'quantity', 'unitPrice', 'rate'].includes(type);
