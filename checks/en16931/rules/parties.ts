import type { EnInvoice } from '../../../schemas/en16931/invoice.ts';
import type { Party } from '../../../schemas/en16931/party.ts';
import type { Term } from '../../../schemas/en16931/term.ts';
import { countries } from '../code-lists/countries.ts';
import { buyer, isUbl, parties, payee, seller, taxRepresentative } from '../groups.ts';
import { type BusinessRule, isFilled, occurrences, rule } from '../rule.ts';

const addressOf = (groups: (invoice: EnInvoice) => Party[]) => (invoice: EnInvoice) =>
  groups(invoice).flatMap(({ address }) => address ?? []);
const withElectronicAddress = (groups: (invoice: EnInvoice) => Party[]) => (invoice: EnInvoice) =>
  groups(invoice).filter(({ electronicAddress }) => electronicAddress !== undefined);
const deliveryAddresses = ({ deliveries }: EnInvoice) => deliveries.flatMap(({ address }) => address ?? []);
const vatRegistrations = (invoice: EnInvoice) =>
  parties(invoice).flatMap(({ taxRegistrations }) => taxRegistrations.filter(({ isVat }) => isVat));

export const hasVatId = (party: Party | undefined) =>
  party?.taxRegistrations.some(({ id, isVat }) => isVat && id !== undefined) ?? false;

/** CII's rules ask for a scheme with text, UBL's for the attribute. */
const hasScheme = (term: Term | undefined, invoice: EnInvoice) =>
  occurrences(term).every(({ scheme }) => (isUbl(invoice) ? scheme !== undefined : (scheme ?? '') !== ''));

const shareOne = (left: readonly (Term | undefined)[], right: readonly (Term | undefined)[]) =>
  left.some((a) => right.some((b) => a !== undefined && b !== undefined && a.text === b.text));

/** A payee is named, and is not the seller again. */
function isOtherThanSeller(payee: Party, invoice: EnInvoice): boolean {
  const { seller } = invoice;
  const sellerName = isUbl(invoice) ? seller?.tradingName : seller?.name;
  const isSeller =
    shareOne([payee.name], [sellerName]) ||
    shareOne(payee.identifiers, seller?.identifiers ?? []) ||
    (!isUbl(invoice) && shareOne([payee.legalRegistration], [seller?.legalRegistration]));
  return payee.name !== undefined && !isSeller;
}

function isIdentified(party: Party): boolean {
  return (
    hasVatId(party) ||
    party.identifiers.some(({ scheme }) => scheme !== 'SEPA') ||
    party.legalRegistration !== undefined
  );
}

function hasCountryPrefix(id: Term | undefined): boolean {
  const prefix = id?.text.slice(0, 2) ?? '';
  return prefix === '' || prefix === 'EL' || countries.has(prefix);
}

/** Seller, buyer, payee, tax representative and the place of delivery. */
export const partyRules: readonly BusinessRule[] = [
  rule(
    'BR-09',
    addressOf(seller),
    ({ country }) => isFilled(country),
    'The seller postal address has no country code (BT-40). Add it.',
    { fields: ['sellerAddress'] },
  ),
  rule(
    'BR-11',
    addressOf(buyer),
    ({ country }) => isFilled(country),
    'The buyer postal address has no country code (BT-55). Add it.',
    { fields: ['buyerAddress'] },
  ),
  rule(
    'BR-17',
    payee,
    isOtherThanSeller,
    'The payee (BG-10) has no name (BT-59), or is the seller again. Name a payee other than the seller, or remove the group.',
    { fields: ['remitToName'] },
  ),
  rule(
    'BR-18',
    taxRepresentative,
    ({ name }) => isFilled(name),
    'The seller tax representative (BG-11) has no name (BT-62). Add it.',
  ),
  rule(
    'BR-19',
    taxRepresentative,
    ({ address }) => address !== undefined,
    'The seller tax representative (BG-11) has no postal address (BG-12). Add it.',
  ),
  rule(
    'BR-20',
    addressOf(taxRepresentative),
    ({ country }) => isFilled(country),
    'The postal address of the tax representative has no country code (BT-69). Add it.',
  ),
  rule(
    'BR-56',
    taxRepresentative,
    hasVatId,
    'The seller tax representative (BG-11) has no VAT identifier (BT-63). Add it.',
  ),
  rule(
    'BR-57',
    deliveryAddresses,
    ({ country }, invoice) => (isUbl(invoice) ? country !== undefined : isFilled(country)),
    'The address of delivery (BG-15) has no country code (BT-80). Add it.',
    { fields: ['shipToAddress'] },
  ),
  rule(
    'BR-62',
    withElectronicAddress(seller),
    (party, invoice) => hasScheme(party.electronicAddress, invoice),
    'The electronic address of the seller (BT-34) has no scheme. Add the scheme, such as EM for an e-mail address.',
    { at: ({ electronicAddress }) => electronicAddress },
  ),
  rule(
    'BR-63',
    withElectronicAddress(buyer),
    (party, invoice) => hasScheme(party.electronicAddress, invoice),
    'The electronic address of the buyer (BT-49) has no scheme. Add the scheme, such as EM for an e-mail address.',
    { at: ({ electronicAddress }) => electronicAddress },
  ),
  rule(
    'BR-CO-09',
    vatRegistrations,
    ({ id }) => hasCountryPrefix(id),
    'A VAT identifier (BT-31, BT-48, BT-63) does not begin with a country code of ISO 3166-1 (or EL). Write it with its prefix.',
    { at: ({ id }) => id },
  ),
  rule(
    'BR-CO-26',
    seller,
    isIdentified,
    'The seller has no VAT identifier (BT-31), identifier (BT-29) or legal registration (BT-30). Add one, so that the buyer can tell the supplier.',
  ),
];
