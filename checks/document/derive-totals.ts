import type { DocumentFields } from '../../schemas/document.ts';
import type { Evidence } from '../../schemas/evidence.ts';
import type { FieldName } from '../../schemas/fields.ts';
import type { Place } from '../../schemas/place.ts';
import { decimalOf, formatAmount } from './amounts.ts';

const RULE = { name: 'derive-totals', version: '1', sha256: null };

function placesOf(evidence: Evidence): Place[] {
  if (evidence.places?.length) return evidence.places;
  return evidence.page !== null && evidence.box !== null ? [{ page: evidence.page, box: evidence.box }] : [];
}

function derived(value: string, from: Evidence[]): Evidence {
  const places = from.flatMap(placesOf);
  return {
    value,
    confidence: from.reduce((product, evidence) => product * evidence.confidence, 1),
    accepted: false,
    source: 'rule',
    page: places[0]?.page ?? null,
    box: places[0]?.box ?? null,
    by: RULE,
    ...(places.length > 0 ? { places } : {}),
  };
}

/**
 * The one missing of net and tax from the other and the gross total: source `rule`, with the places of what it was
 * derived from and, both having to be right, the product of their probabilities. The gross total is what will be paid:
 * it is read or left to a person, never computed. Exact data is left as it is.
 */
export function deriveTotals(fields: DocumentFields): DocumentFields {
  const { totalNet, totalTax, totalGross } = fields;
  const [net, tax, gross] = [decimalOf(totalNet), decimalOf(totalTax), decimalOf(totalGross)];
  const known: [FieldName, Evidence | undefined][] = [
    ['totalNet', totalNet],
    ['totalTax', totalTax],
    ['totalGross', totalGross],
  ];
  const missing = known.filter(([, evidence]) => !evidence || evidence.value === null);
  if (missing.length !== 1 || known.some(([, evidence]) => evidence?.source === 'xml')) return fields;
  if (net && gross && totalNet && totalGross)
    return { ...fields, totalTax: derived(formatAmount(gross.minus(net)), [totalGross, totalNet]) };
  if (tax && gross && totalTax && totalGross)
    return { ...fields, totalNet: derived(formatAmount(gross.minus(tax)), [totalGross, totalTax]) };
  return fields;
}
