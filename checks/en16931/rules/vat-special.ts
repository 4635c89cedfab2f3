import type { EnInvoice } from '../../../schemas/en16931/invoice.ts';
import type { VatCategory } from '../../../schemas/en16931/vat.ts';
import {
  addresses,
  allAllowanceCharges,
  allLines,
  allowanceCategories,
  breakdownCategories,
  document,
  lineCategories,
} from '../groups.ts';
import { type BusinessRule, rule } from '../rule.ts';

const isOf = (code: string) => (category: VatCategory) => category.isVat && category.code?.text === code;
const isOther = (category: VatCategory) => category.isVat && category.code?.text !== 'O';
/** Where the breakdown names a category, the categories that must agree with it. */
const whereBrokenDown = (code: string, groups: (invoice: EnInvoice) => VatCategory[]) => (invoice: EnInvoice) =>
  breakdownCategories(invoice).some(isOf(code)) ? groups(invoice) : [];
const categoriesOf = (isCharge: boolean) => (invoice: EnInvoice) =>
  allAllowanceCharges(invoice)
    .filter((entry) => entry.isCharge === isCharge)
    .flatMap(({ categories }) => categories);
const brokenDownAs = (code: string) => (invoice: EnInvoice) =>
  breakdownCategories(invoice).some(isOf(code)) ? [invoice] : [];
const usesCode = (invoice: EnInvoice, code: string) =>
  [...lineCategories(invoice), ...allowanceCategories(invoice), ...breakdownCategories(invoice)].some(
    (category) => category.code?.text === code,
  );

const hasDeliveryTime = ({ deliveries, periods }: EnInvoice) =>
  deliveries.some(({ date }) => (date?.text.length ?? 0) > 1) ||
  periods.some(({ start, end, taxPointCode }) => (start ?? end ?? taxPointCode) !== undefined);
const hasDeliveryCountry = ({ deliveries }: EnInvoice) =>
  deliveries.some(({ address }) => (address?.country?.text.length ?? 0) > 1);

function isWithinItaly(invoice: EnInvoice): boolean {
  const countries = [
    ...addresses(invoice).map(({ country }) => country),
    ...allLines(invoice).map(({ item }) => item.originCountry),
  ];
  return countries.every((country) => country === undefined || country.text === 'IT');
}

const alone = 'An invoice that is "Not subject to VAT" (O) must not have';
const split = 'Remove it, or move what is subject to VAT to an invoice of its own.';

/** What single categories ask beyond the table: intra-community supply, not subject to VAT, Italian split payment. */
export const specialVatRules: readonly BusinessRule[] = [
  rule(
    'BR-IC-11',
    brokenDownAs('K'),
    hasDeliveryTime,
    'An intra-community supply (K) names neither the date of delivery (BT-72) nor the invoicing period (BG-14). Add one.',
    { fields: ['deliveryDate'] },
  ),
  rule(
    'BR-IC-12',
    brokenDownAs('K'),
    hasDeliveryCountry,
    'An intra-community supply (K) does not name the country of delivery (BT-80). Add it.',
    { fields: ['shipToAddress'] },
  ),
  rule(
    'BR-O-11',
    whereBrokenDown('O', breakdownCategories),
    (category) => !isOther(category),
    `${alone} a VAT breakdown (BG-23) of another category. ${split}`,
    { at: ({ code }) => code },
  ),
  rule(
    'BR-O-12',
    whereBrokenDown('O', lineCategories),
    (category) => !isOther(category),
    `${alone} a line (BG-25) of another category. ${split}`,
    { at: ({ code }) => code },
  ),
  rule(
    'BR-O-13',
    whereBrokenDown('O', categoriesOf(false)),
    (category) => !isOther(category),
    `${alone} an allowance (BG-20) of another category. ${split}`,
    { at: ({ code }) => code },
  ),
  rule(
    'BR-O-14',
    whereBrokenDown('O', categoriesOf(true)),
    (category) => !isOther(category),
    `${alone} a charge (BG-21) of another category. ${split}`,
    { at: ({ code }) => code },
  ),
  rule(
    'BR-B-01',
    document,
    (invoice) => !usesCode(invoice, 'B') || isWithinItaly(invoice),
    'The VAT category "Split payment" (B) is for domestic Italian invoices only, but another country is named. Use another category.',
  ),
  rule(
    'BR-B-02',
    document,
    (invoice) => !usesCode(invoice, 'B') || !usesCode(invoice, 'S'),
    'The VAT categories "Split payment" (B) and "Standard rated" (S) stand in one invoice. Use one of them.',
  ),
];
