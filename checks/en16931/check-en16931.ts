import type { EnInvoice } from '../../schemas/en16931/invoice.ts';
import type { Finding } from '../../schemas/finding.ts';
import { appliesTo, isOnlyWarned } from './profiles.ts';
import type { BusinessRule } from './rule.ts';
import { businessRules } from './rules/all-rules.ts';

/** Number, date, type, currency and seller: without them no invoice can be booked, whatever standard it follows. */
const asksEveryInvoice = /^BR-(0[2-6]|CL-0[14])$/;

/** ZUGFeRD 1.0 is older than EN 16931: where it breaks another rule, that is worth knowing and no fault. */
function severityOf(rule: BusinessRule, invoice: EnInvoice): BusinessRule['severity'] {
  const isOlder = invoice.syntax === 'ZUGFeRD 1' && !asksEveryInvoice.test(rule.id);
  return isOlder || isOnlyWarned(rule.id, invoice) ? 'warning' : rule.severity;
}

/** Places that are told of one rule; an invoice of thousands of lines may break it in each. */
const MAX_PLACES = 100;

function findingsOf(rule: BusinessRule, invoice: EnInvoice): Finding[] {
  const breaches = rule.breaches(invoice);
  const untold = breaches.length - MAX_PLACES;
  return breaches.slice(0, MAX_PLACES).map(({ where, fields }, index) => ({
    rule: rule.id,
    severity: severityOf(rule, invoice),
    message: untold > 0 && index === MAX_PLACES - 1 ? `${rule.message} So in ${untold} more places.` : rule.message,
    fields: [...fields],
    where,
  }));
}

/** Every place where an invoice breaks a business rule of EN 16931 that its profile is held to. Pure. */
export function checkEn16931(invoice: EnInvoice): Finding[] {
  return businessRules.filter(({ id }) => appliesTo(id, invoice)).flatMap((rule) => findingsOf(rule, invoice));
}
