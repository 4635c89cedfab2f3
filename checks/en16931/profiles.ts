import type { EnInvoice } from '../../schemas/en16931/invoice.ts';

/**
 * Factur-X MINIMUM and BASIC WL are accounting aids and no whole invoices: they carry no lines, MINIMUM also no breakdown,
 * allowances or address of the buyer. What they cannot state is not asked of them.
 */
const withoutLines = /^BR-(16|CO-10|(S|Z|E|AE|IC|G|O|AF|AG)-(01|08))$/;
const withoutDetails = /^BR-(10|11|12|16|49|CO-(10|13|14|18|25|26)|(S|Z|E|AE|IC|G|O|AF|AG)-\d\d)$/;

/** Whether the profile (BT-24) of an invoice is held to a rule. */
export function appliesTo(rule: string, { specification, syntax }: EnInvoice): boolean {
  const profile = specification?.text.toLowerCase() ?? '';
  if (syntax === 'UBL Invoice' || syntax === 'UBL CreditNote') return true;
  if (profile.endsWith(':minimum')) return !withoutDetails.test(rule);
  return !(profile.endsWith(':basicwl') && withoutLines.test(rule));
}
