import type { EnInvoice } from '../../../schemas/en16931/invoice.ts';
import type { InvoiceLine } from '../../../schemas/en16931/line.ts';
import type { Term } from '../../../schemas/en16931/term.ts';
import { decimalOf } from '../amounts.ts';
import { countedLines, isUbl, lines } from '../groups.ts';
import { isExtended } from '../profiles.ts';
import { type BusinessRule, isFilled, occurrences, rule } from '../rule.ts';

const items = (invoice: EnInvoice) => lines(invoice).map(({ item }) => item);
type Attribute = InvoiceLine['item']['attributes'][number];
const attributes = (invoice: EnInvoice) => items(invoice).flatMap((item) => item.attributes);
const withStandardId = (invoice: EnInvoice) => items(invoice).filter(({ standardId }) => standardId !== undefined);

interface Classification {
  where: string;
  code: Term;
}
const classifications = (invoice: EnInvoice): Classification[] =>
  items(invoice).flatMap(({ where, classifications }) => classifications.map((code) => ({ where, code })));

/** Under EXTENDED a code may stand for the name, and a measure for the value. */
function isComplete({ name, value, nameCode, measure }: Attribute, invoice: EnInvoice): boolean {
  if (isExtended(invoice)) return (name ?? nameCode) !== undefined && (value ?? measure) !== undefined;
  return name !== undefined && value !== undefined;
}

const isNotNegative = (term: Term | undefined) => decimalOf(term)?.gte(0) ?? false;
const hasScheme = (term: Term | undefined, invoice: EnInvoice) =>
  occurrences(term).every(({ scheme }) => (isUbl(invoice) ? scheme !== undefined : (scheme ?? '') !== ''));

/** Invoice lines: quantity, price, item and its identifiers. */
export const lineRules: readonly BusinessRule[] = [
  rule('BR-21', lines, ({ id }) => isFilled(id), 'An invoice line has no identifier (BT-126). Number the line.'),
  rule(
    'BR-22',
    countedLines,
    ({ quantity }) => quantity !== undefined,
    'An invoice line has no invoiced quantity (BT-129). Add it.',
  ),
  rule(
    'BR-23',
    countedLines,
    ({ quantity }) => quantity?.unit !== undefined,
    'The quantity of an invoice line has no unit of measure code (BT-130). Add it, such as C62 for pieces.',
  ),
  rule(
    'BR-24',
    countedLines,
    ({ netAmount }) => netAmount !== undefined,
    'An invoice line has no net amount (BT-131). Add it.',
  ),
  rule('BR-25', lines, ({ item }) => isFilled(item.name), 'An invoice line has no item name (BT-153). Add it.'),
  rule(
    'BR-26',
    countedLines,
    ({ price }) => price?.net !== undefined,
    'An invoice line has no item net price (BT-146). Add it.',
  ),
  rule(
    'BR-27',
    countedLines,
    ({ price }) => isNotNegative(price?.net),
    'The item net price (BT-146) of an invoice line is missing or negative. State a price of zero or more; make the quantity negative instead.',
  ),
  rule(
    'BR-28',
    countedLines,
    ({ price }) => price?.gross === undefined || isNotNegative(price.gross),
    'The item gross price (BT-148) of an invoice line is negative. State a price of zero or more.',
  ),
  rule(
    'BR-54',
    attributes,
    isComplete,
    'An item attribute (BG-32) lacks its name (BT-160) or value (BT-161). Give both.',
  ),
  rule(
    'BR-64',
    withStandardId,
    ({ standardId }, invoice) => hasScheme(standardId, invoice),
    'The standard identifier of an item (BT-157) has no scheme. Add it, such as 0160 for a GTIN.',
    { at: ({ standardId }) => standardId },
  ),
  rule(
    'BR-65',
    classifications,
    ({ code }, invoice) => hasScheme(code, invoice),
    'The classification of an item (BT-158) has no scheme. Add it, such as STI for a CPV code.',
    { at: ({ code }) => code },
  ),
  rule(
    'BR-CO-04',
    countedLines,
    ({ item }) => item.categories.some(({ code, isVat }) => isVat && code !== undefined),
    'An invoice line has no VAT category code (BT-151). Add it.',
  ),
];
