import type { EnInvoice } from '../../../schemas/en16931/invoice.ts';
import type { Group, Term } from '../../../schemas/en16931/term.ts';
import type { AllowanceCharge } from '../../../schemas/en16931/vat.ts';
import { allowanceReasons } from '../code-lists/allowance-reasons.ts';
import { chargeReasons } from '../code-lists/charge-reasons.ts';
import { countries } from '../code-lists/countries.ts';
import { creditNoteTypes } from '../code-lists/credit-note-types.ts';
import { currencies } from '../code-lists/currencies.ts';
import { electronicAddressSchemes } from '../code-lists/electronic-address-schemes.ts';
import { exemptionReasons } from '../code-lists/exemption-reasons.ts';
import { identifierSchemes } from '../code-lists/identifier-schemes.ts';
import { invoiceTypes } from '../code-lists/invoice-types.ts';
import { itemClassifications } from '../code-lists/item-classifications.ts';
import { mediaTypes } from '../code-lists/media-types.ts';
import { paymentMeansCodes } from '../code-lists/payment-means.ts';
import { referenceTypes } from '../code-lists/reference-types.ts';
import { taxPointCodes } from '../code-lists/tax-point-codes.ts';
import { textSubjects } from '../code-lists/text-subjects.ts';
import { units } from '../code-lists/units.ts';
import { vatCategoryCodes } from '../code-lists/vat-categories.ts';
import {
  addresses,
  allAllowanceCharges,
  allLines,
  allowanceCategories,
  breakdownCategories,
  isUbl,
  lineCategories,
  parties,
} from '../groups.ts';
import { addsCode, isExtended } from '../profiles.ts';
import { type BusinessRule, occurrences, rule } from '../rule.ts';
import { amountsOf } from './amounts-of.ts';

/** A code with the place where it stands. */
interface Coded extends Group {
  code: string;
  at: string;
}

/** The text of a term as a code. */
function textOf({ where }: Group, term: Term | undefined): Coded[] {
  return occurrences(term).map(({ text, at }) => ({ where, code: text, at }));
}

/** The scheme, unit or currency of a term as a code, where it is given. */
function attributeOf(
  { where }: Group,
  term: Term | undefined,
  name: 'scheme' | 'unit' | 'currency',
  xml: string,
): Coded[] {
  return occurrences(term).flatMap((occurrence) => {
    const code = occurrence[name];
    return code === undefined ? [] : [{ where, code: code.trim(), at: `${occurrence.at}/@${xml}` }];
  });
}

function inList(
  id: string,
  codes: (invoice: EnInvoice) => Coded[],
  holds: (code: string, invoice: EnInvoice) => boolean,
  what: string,
  list: string,
): BusinessRule {
  return rule(
    id,
    codes,
    ({ code }, invoice) => holds(code, invoice) || addsCode(id, code, invoice),
    `The ${what} is not a code of ${list}. Use a code of that list.`,
    { at: ({ code, at }) => ({ text: code, at }) },
  );
}

function typeIsKnown(code: string, { syntax }: EnInvoice): boolean {
  if (syntax === 'UBL Invoice') return invoiceTypes.has(code);
  return creditNoteTypes.has(code) || (syntax !== 'UBL CreditNote' && invoiceTypes.has(code));
}

/** UBL demands a currency on every amount; CII on the VAT totals, where it tells one from the other. */
function currenciesOf(invoice: EnInvoice): Coded[] {
  if (!isUbl(invoice))
    return invoice.vatTotals.flatMap((total) => attributeOf(total, total.amount, 'currency', 'currencyID'));
  return amountsOf(invoice).map(({ where, amount }) => ({
    where,
    code: amount.currency?.trim() ?? '',
    at: `${amount.at}/@currencyID`,
  }));
}

const categoryCodes = (groups: ReturnType<typeof lineCategories>) =>
  groups.flatMap((group) => textOf(group, group.code));

/** CII has one element for the categories of lines and of the breakdown, UBL one for allowances and the breakdown. */
const allowanceSide = (invoice: EnInvoice) =>
  isUbl(invoice) ? [...allowanceCategories(invoice), ...breakdownCategories(invoice)] : allowanceCategories(invoice);
const lineSide = (invoice: EnInvoice) =>
  isUbl(invoice) ? lineCategories(invoice) : [...lineCategories(invoice), ...breakdownCategories(invoice)];

/** References to an invoiced object (BT-18, BT-128). */
const references = (invoice: EnInvoice) => [
  ...invoice.documents,
  ...allLines(invoice).flatMap(({ object }) => object ?? []),
];
const objects = (invoice: EnInvoice) => references(invoice).filter(({ typeCode }) => typeCode?.text === '130');
const attachments = (invoice: EnInvoice) =>
  references(invoice).flatMap(({ where, attachment }): Coded[] =>
    attachment?.mediaType === undefined
      ? []
      : [{ where, code: attachment.mediaType, at: `${attachment.at}/@mimeCode` }],
  );

/** Identifiers of parties; SEPA marks the creditor identifier (BT-90) of a seller or payee. */
function identifiers(invoice: EnInvoice): Coded[] {
  const creditors = [invoice.seller, invoice.payee];
  return parties(invoice).flatMap((party) =>
    party.identifiers
      .filter(({ scheme }) => scheme?.trim() !== 'SEPA' || !creditors.includes(party))
      .flatMap((id) => attributeOf(party, id, 'scheme', 'schemeID')),
  );
}

/** Under EXTENDED a charge may be another tax than VAT, with a code of UNTDID 5153 in place of a reason (BT-177). */
const isOtherTax = ({ reasonCode }: AllowanceCharge, invoice: EnInvoice) =>
  isExtended(invoice) && reasonCode?.scheme === '5153';

const reasonCodes = (isCharge: boolean) => (invoice: EnInvoice) =>
  allAllowanceCharges(invoice)
    .filter((entry) => entry.isCharge === isCharge && !isOtherTax(entry, invoice))
    .flatMap((entry) => textOf(entry, entry.reasonCode));

const all = (list: ReadonlySet<string>) => (code: string) => list.has(code);
const items = (invoice: EnInvoice) => allLines(invoice).map(({ item }) => item);

/** Codes are of the lists that EN 16931 names. */
export const codeRules: readonly BusinessRule[] = [
  inList(
    'BR-CL-01',
    (i) => textOf(i, i.typeCode),
    typeIsKnown,
    'invoice type code (BT-3)',
    'UNTDID 1001 for this kind of document',
  ),
  inList('BR-CL-03', currenciesOf, all(currencies), 'currency of an amount', 'ISO 4217'),
  inList('BR-CL-04', (i) => textOf(i, i.currency), all(currencies), 'invoice currency code (BT-5)', 'ISO 4217'),
  inList(
    'BR-CL-05',
    (i) => textOf(i, i.taxCurrency),
    all(currencies),
    'VAT accounting currency code (BT-6)',
    'ISO 4217',
  ),
  inList(
    'BR-CL-06',
    (i) => [
      ...i.taxPointCodes.flatMap((code) => textOf(i, code)),
      ...i.periods.flatMap((period) => textOf(period, period.taxPointCode)),
    ],
    (code, invoice) => (isUbl(invoice) ? taxPointCodes.ubl : taxPointCodes.cii).has(code),
    'VAT point date code (BT-8)',
    'the restriction of UNTDID 2005 (UBL: 3, 35, 432) or 2475 (CII: 5, 29, 72)',
  ),
  inList(
    'BR-CL-07',
    (i) => objects(i).flatMap((object) => attributeOf(object, object.id, 'scheme', 'schemeID')),
    all(referenceTypes),
    'scheme of an invoiced object identifier (BT-18, BT-128)',
    'UNTDID 1153',
  ),
  inList(
    'BR-CL-08',
    (i) => i.notes.flatMap((note) => textOf(note, note.subject)),
    all(textSubjects),
    'subject code of a note (BT-21)',
    'UNTDID 4451',
  ),
  inList(
    'BR-CL-10',
    identifiers,
    all(identifierSchemes),
    'scheme of a party identifier (BT-29, BT-46, BT-60)',
    'ISO/IEC 6523 (ICD)',
  ),
  inList(
    'BR-CL-11',
    (i) => parties(i).flatMap((party) => attributeOf(party, party.legalRegistration, 'scheme', 'schemeID')),
    all(identifierSchemes),
    'scheme of a legal registration (BT-30, BT-47, BT-61)',
    'ISO/IEC 6523 (ICD)',
  ),
  inList(
    'BR-CL-13',
    (i) =>
      items(i).flatMap((item) => item.classifications.flatMap((code) => attributeOf(item, code, 'scheme', 'listID'))),
    all(itemClassifications),
    'scheme of an item classification (BT-158)',
    'UNTDID 7143',
  ),
  inList(
    'BR-CL-14',
    (i) => addresses(i).flatMap((address) => textOf(address, address.country)),
    all(countries),
    'country code of an address',
    'ISO 3166-1',
  ),
  inList(
    'BR-CL-15',
    (i) => items(i).flatMap((item) => textOf(item, item.originCountry)),
    all(countries),
    'country of origin of an item (BT-159)',
    'ISO 3166-1',
  ),
  inList(
    'BR-CL-16',
    (i) => i.paymentMeans.flatMap((means) => textOf(means, means.code)),
    all(paymentMeansCodes),
    'payment means code (BT-81)',
    'UNTDID 4461',
  ),
  inList(
    'BR-CL-17',
    (i) => categoryCodes(allowanceSide(i)),
    all(vatCategoryCodes),
    'VAT category code (BT-95, BT-102, BT-118)',
    'UNTDID 5305',
  ),
  inList(
    'BR-CL-18',
    (i) => categoryCodes(lineSide(i)),
    all(vatCategoryCodes),
    'VAT category code (BT-118, BT-151)',
    'UNTDID 5305',
  ),
  inList(
    'BR-CL-19',
    reasonCodes(false),
    all(allowanceReasons),
    'reason code of an allowance (BT-98, BT-140)',
    'UNTDID 5189',
  ),
  inList('BR-CL-20', reasonCodes(true), all(chargeReasons), 'reason code of a charge (BT-105, BT-145)', 'UNTDID 7161'),
  inList(
    'BR-CL-21',
    (i) => items(i).flatMap((item) => attributeOf(item, item.standardId, 'scheme', 'schemeID')),
    all(identifierSchemes),
    'scheme of a standard item identifier (BT-157)',
    'ISO/IEC 6523 (ICD)',
  ),
  inList(
    'BR-CL-22',
    (i) =>
      [...breakdownCategories(i), ...lineCategories(i), ...allowanceCategories(i)].flatMap((category) =>
        textOf(category, category.exemptionCode),
      ),
    (code) => exemptionReasons.has(code.toUpperCase()),
    'reason code of a VAT exemption (BT-121)',
    'VATEX',
  ),
  inList(
    'BR-CL-23',
    (i) =>
      allLines(i).flatMap((line) => [
        ...attributeOf(line, line.quantity, 'unit', 'unitCode'),
        ...(line.price ? attributeOf(line.price, line.price.baseQuantity, 'unit', 'unitCode') : []),
      ]),
    all(units),
    'unit of measure code (BT-130, BT-150)',
    'UN/ECE Recommendation 20 or 21',
  ),
  inList(
    'BR-CL-24',
    attachments,
    all(mediaTypes),
    'media type of an attached document (BT-125)',
    'those that EN 16931 allows (PDF, PNG, JPEG, CSV, XLSX, ODS)',
  ),
  inList(
    'BR-CL-25',
    (i) => parties(i).flatMap((party) => attributeOf(party, party.electronicAddress, 'scheme', 'schemeID')),
    all(electronicAddressSchemes),
    'scheme of an electronic address (BT-34, BT-49)',
    'EAS',
  ),
  inList(
    'BR-CL-26',
    (i) => i.deliveries.flatMap((delivery) => attributeOf(delivery, delivery.locationId, 'scheme', 'schemeID')),
    all(identifierSchemes),
    'scheme of the identifier of a place of delivery (BT-71)',
    'ISO/IEC 6523 (ICD)',
  ),
];
