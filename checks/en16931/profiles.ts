import { Decimal } from 'decimal.js';
import type { EnInvoice } from '../../schemas/en16931/invoice.ts';

/** A specification (BT-24) that asks otherwise than EN 16931 does, and how. */
interface Profile {
  is(specification: string, syntax: EnInvoice['syntax']): boolean;
  /** Rules that an invoice of this profile is not held to. */
  notAsked?: RegExp;
  /** Rules whose breach is no fault under this profile, but worth knowing. */
  warned?: RegExp;
  /** Codes allowed beside those of a rule's list. */
  codes?: { rules: RegExp; codes: readonly string[] }[];
}

const isCii = (syntax: EnInvoice['syntax']) => syntax === 'CII' || syntax === 'ZUGFeRD 1';

/**
 * Factur-X and ZUGFeRD EXTENDED, and EXTENDED-CTC-FR, France's part of it: their own rules (BR-FXEXT-*, BR-FREXT-*)
 * replace those of the standard: prices may be negative, what is not subject to VAT stands beside what is, taxed
 * categories may carry reasons of exemption, amounts are rounded line by line, and there are some codes more.
 */
const extended: Profile = {
  is: (specification, syntax) => syntax === 'CII' && /:extended(-ctc-fr)?$/.test(specification),
  notAsked: /^BR-(27|28|CO-17|O-(02|03|04|11|12|13|14)|(S|Z|AF|AG)-10)$/,
  codes: [
    { rules: /^BR-CL-(10|26)$/, codes: ['BY', 'SE'] },
    { rules: /^BR-CL-24$/, codes: ['application/json', 'application/xml', 'text/xml'] },
  ],
};

/** KoSIT's extension of XRechnung: payments for third parties, sub-lines, XML attachments, codes of health applications. */
const xRechnungExtension: Profile = {
  is: (specification) => /kosit:extension:xrechnung_/.test(specification),
  codes: [
    { rules: /^BR-CL-(10|11|21|25|26)$/, codes: ['XR01', 'XR02', 'XR03'] },
    { rules: /^BR-CL-24$/, codes: ['application/xml'] },
  ],
};

const profiles: readonly Profile[] = [
  // MINIMUM and BASIC WL are accounting aids and no whole invoices: they carry no lines, MINIMUM also no breakdown,
  // allowances or address of the buyer. What they cannot state is not asked of them.
  {
    is: (specification, syntax) => isCii(syntax) && specification.endsWith(':minimum'),
    notAsked: /^BR-(10|11|12|16|49|CO-(10|13|14|18|25|26)|(S|Z|E|AE|IC|G|O|AF|AG)-\d\d)$/,
  },
  {
    is: (specification, syntax) => isCii(syntax) && specification.endsWith(':basicwl'),
    notAsked: /^BR-(16|CO-10|(S|Z|E|AE|IC|G|O|AF|AG)-(01|08))$/,
  },
  extended,
  // KoSIT's validator grants every XRechnung its own units and schemes of item identifiers.
  { is: (specification) => /kosit:(standard:)?xrechnung_/.test(specification), warned: /^BR-CL-(21|23)$/ },
  xRechnungExtension,
  // Clean vehicles: their classes are a list of their own.
  {
    is: (specification) => /kosit:xrechnung:cvd_/.test(specification),
    codes: [{ rules: /^BR-CL-13$/, codes: ['CVD'] }],
  },
];

type Specified = Pick<EnInvoice, 'specification' | 'syntax'>;

const isOf = (profile: Profile, { specification, syntax }: Specified) =>
  profile.is(specification?.text.toLowerCase() ?? '', syntax);
const profilesOf = (invoice: Specified) => profiles.filter((profile) => isOf(profile, invoice));

/** Whether the profile of an invoice is held to a rule. */
export function appliesTo(rule: string, invoice: Specified): boolean {
  return profilesOf(invoice).every(({ notAsked }) => !notAsked?.test(rule));
}

/** Whether the profile of an invoice lets a breach of a rule pass with a warning. */
export function isOnlyWarned(rule: string, invoice: Specified): boolean {
  return profilesOf(invoice).some(({ warned }) => warned?.test(rule));
}

/** Whether the profile of an invoice adds a code to the list that a rule tests. */
export function addsCode(rule: string, code: string, invoice: Specified): boolean {
  const added = profilesOf(invoice).flatMap(({ codes }) => codes ?? []);
  return added.some(({ rules, codes }) => rules.test(rule) && codes.includes(code));
}

/** Factur-X and ZUGFeRD EXTENDED. */
export const isExtended = (invoice: Specified): boolean => isOf(extended, invoice);

/** Whether the amount due may hold what is collected for third parties (BT-179, BT-DEX-002). */
export const collectsForThirdParties = (invoice: Specified): boolean =>
  isExtended(invoice) || isOf(xRechnungExtension, invoice);

/** By how much a sum may differ from what it is the sum of: under EXTENDED one cent for each of its parts, else nothing. */
export function roundingTolerance(invoice: Specified, parts: number): Decimal {
  return new Decimal('0.01').times(isExtended(invoice) ? parts : 0);
}
