import { Decimal } from 'decimal.js';
import { isValidIBAN } from 'ibantools';
import type { Grounded, Grounding } from '../../models/grounding/grounding.ts';
import type { ComparedValue, ComparisonVerdict } from '../../schemas/comparison.ts';
import { type FieldName, fieldNames, fieldTypes } from '../../schemas/fields.ts';
import type { EInvoice } from '../../schemas/reading.ts';
import { negated } from './negated.ts';

/** Values named beside one that differs. */
const MOST_SHOWN = 3;
/** Amounts that an invoice prints wherever it prints amounts at all. */
const ALWAYS_PRINTED: readonly FieldName[] = ['totalNet', 'totalTax', 'totalGross', 'amountDue'];
/** Words of a name that say nothing about whose it is. */
const SHORTEST_NAME_WORD = 4;

type Place = ComparedValue['places'][number];

/** Everything the e-invoice states of one type, so that another value of that type is a stranger. */
function statedValues(invoice: EInvoice, field: FieldName): Set<string> {
  const type = fieldTypes[field];
  const header = fieldNames.filter((name) => fieldTypes[name] === type).map((name) => invoice.fields[name]);
  const rows = [...invoice.lines, ...invoice.taxes].flatMap((row) => Object.values(row));
  const period = invoice.fields.servicePeriod?.split('/') ?? [];
  const known = [...header, ...rows, ...period].filter((value) => value !== undefined);
  return new Set(type === 'amount' ? known.flatMap((value) => [value, negated(value)]) : known);
}

/** Country, then which characters are digits. */
const shapeOf = (id: string) => id.slice(0, 2) + id.slice(2).replace(/\d/g, '9').replace(/[A-Z]/g, 'A');

/** Whether a run of letters and digits can be taken for the value that is stated. */
function likeness(field: FieldName, stated: string): (value: string) => boolean {
  switch (fieldTypes[field]) {
    case 'iban':
      return (value) => isValidIBAN(value);
    case 'vatId':
      return (value) => shapeOf(value) === shapeOf(stated);
    default:
      return () => true;
  }
}

/** Values of the field's type on the pages that the e-invoice does not state, the likeliest first. */
function strangers(field: FieldName, value: string, invoice: EInvoice, grounding: Grounding): Grounded[] {
  const stated = statedValues(invoice, field);
  const printed = grounding.printed(field, likeness(field, value)).filter((found) => !stated.has(found.value));
  const due = field === 'dueDate' ? (invoice.fields.issueDate ?? '') : '';
  if (due !== '') return printed.filter((found) => found.value > due);
  if (fieldTypes[field] !== 'amount') return printed;
  const magnitude = (found: Grounded) => new Decimal(found.value).abs();
  return printed.sort((a, b) => magnitude(b).comparedTo(magnitude(a)));
}

/** A page need not say that something is nothing. */
const isZero = (field: FieldName, stated: string) => fieldTypes[field] === 'amount' && new Decimal(stated).isZero();

/** Where a value stands: as stated, an amount also with the other sign, an address also line by line. */
function placesOnPages(field: FieldName, stated: string, grounding: Grounding): Place[] | null {
  if (isZero(field, stated)) return null;
  const found = grounding.find(field, stated);
  if (found) return found.places;
  if (fieldTypes[field] === 'amount') return grounding.find(field, negated(stated))?.places ?? null;
  if (!field.endsWith('Address')) return null;
  const lines = stated.split(', ').map((line) => grounding.find(field, line));
  return lines.every((line) => line !== null) ? lines.flatMap((line) => line?.places ?? []) : null;
}

/** Whether any telling word of a name stands on the pages. */
function namedInPart(field: FieldName, stated: string, grounding: Grounding): boolean {
  const words = stated.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length >= SHORTEST_NAME_WORD);
  return words.length === 0 || words.some((word) => grounding.find(field, word) !== null);
}

function verdictOfMissing(field: FieldName, stated: string, shown: Grounded[], grounding: Grounding) {
  const differsWhere = (holds: boolean): ComparisonVerdict => (holds ? 'differs' : 'not-printed');
  if (field === 'invoiceNumber') return differsWhere(true);
  if (field === 'sellerName' || field === 'buyerName') return differsWhere(!namedInPart(field, stated, grounding));
  if (field === 'issueDate' || field === 'dueDate') return differsWhere(shown.length > 0);
  if (fieldTypes[field] === 'iban' || fieldTypes[field] === 'vatId') return differsWhere(shown.length > 0);
  if (ALWAYS_PRINTED.includes(field)) return differsWhere(shown.length > 0 && !isZero(field, stated));
  return differsWhere(false);
}

/** Holds every header value of an e-invoice against the words of its pages. */
export function compareValues(invoice: EInvoice, grounding: Grounding): ComparedValue[] {
  return fieldNames.flatMap((field): ComparedValue[] => {
    const stated = invoice.fields[field];
    if (stated === undefined) return [];
    const places = placesOnPages(field, stated, grounding);
    if (places) return [{ field, stated, verdict: 'same', places, shown: [] }];
    const candidates = strangers(field, stated, invoice, grounding);
    const verdict = verdictOfMissing(field, stated, candidates, grounding);
    const shown = verdict === 'differs' ? candidates.slice(0, MOST_SHOWN) : [];
    return [
      { field, stated, verdict, places: [], shown: shown.map(({ value, places: at }) => ({ value, places: at })) },
    ];
  });
}
