import type { EnInvoice } from '../../schemas/en16931/invoice.ts';
import type { Finding } from '../../schemas/finding.ts';
import { appliesTo } from './profiles.ts';
import type { BusinessRule } from './rule.ts';
import { businessRules } from './rules/all-rules.ts';

/** ZUGFeRD 1.0 is older than EN 16931: where it breaks a rule, that is worth knowing and no fault. */
function severityOf(rule: BusinessRule, { syntax }: EnInvoice): BusinessRule['severity'] {
  return syntax === 'ZUGFeRD 1' ? 'warning' : rule.severity;
}

/** Every place where an invoice breaks a business rule of EN 16931 that its profile is held to. Pure. */
export function checkEn16931(invoice: EnInvoice): Finding[] {
  return businessRules
    .filter((rule) => appliesTo(rule.id, invoice))
    .flatMap((rule) =>
      rule.breaches(invoice).map(({ where, fields }) => ({
        rule: rule.id,
        severity: severityOf(rule, invoice),
        message: rule.message,
        fields: [...fields],
        where,
      })),
    );
}
