import { Decimal } from 'decimal.js';
import type { EnInvoice } from '../../schemas/en16931/invoice.ts';

/**
 * Factur-X MINIMUM and BASIC WL are accounting aids and no whole invoices: they carry no lines, MINIMUM also no breakdown,
 * allowances or address of the buyer. What they cannot state is not asked of them.
 */
const withoutLines = /^BR-(16|CO-10|(S|Z|E|AE|IC|G|O|AF|AG)-(01|08))$/;
const withoutDetails = /^BR-(10|11|12|16|49|CO-(10|13|14|18|25|26)|(S|Z|E|AE|IC|G|O|AF|AG)-\d\d)$/;

/**
 * Factur-X and ZUGFeRD EXTENDED: net amounts may be rounded line by line, a category may be broken down by several reasons
 * of exemption.
 */
export function isExtended({ specification, syntax }: EnInvoice): boolean {
  return syntax === 'CII' && (specification?.text.toLowerCase().endsWith(':extended') ?? false);
}

/** By how much a sum may differ from what it is the sum of: under EXTENDED one cent for each of its parts, else nothing. */
export function roundingTolerance(invoice: EnInvoice, parts: number): Decimal {
  return new Decimal('0.01').times(isExtended(invoice) ? parts : 0);
}

/** Whether the profile (BT-24) of an invoice is held to a rule. */
export function appliesTo(rule: string, { specification, syntax }: EnInvoice): boolean {
  const profile = specification?.text.toLowerCase() ?? '';
  if (syntax === 'UBL Invoice' || syntax === 'UBL CreditNote') return true;
  if (profile.endsWith(':minimum')) return !withoutDetails.test(rule);
  return !(profile.endsWith(':basicwl') && withoutLines.test(rule));
}
