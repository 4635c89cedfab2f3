import type { BusinessRule } from '../rule.ts';
import { allowanceRules } from './allowances.ts';
import { codeRules } from './codes.ts';
import { decimalRules } from './decimals.ts';
import { documentRules } from './document.ts';
import { lineRules } from './lines.ts';
import { partyRules } from './parties.ts';
import { paymentRules } from './payment.ts';
import { totalRules } from './totals.ts';
import { breakdownRulesOf } from './vat-breakdown.ts';
import { vatCategoryPolicies } from './vat-category.ts';
import { partyRulesOf } from './vat-parties.ts';
import { rateRulesOf } from './vat-rates.ts';
import { specialVatRules } from './vat-special.ts';

/** The business rules of EN 16931-1 as CEN's artefacts (1.3.16) test them, for UBL and CII alike. */
export const businessRules: readonly BusinessRule[] = [
  ...documentRules,
  ...partyRules,
  ...lineRules,
  ...allowanceRules,
  ...paymentRules,
  ...totalRules,
  ...decimalRules,
  ...codeRules,
  ...vatCategoryPolicies.flatMap((policy) => [
    ...partyRulesOf(policy),
    ...rateRulesOf(policy),
    ...breakdownRulesOf(policy),
  ]),
  ...specialVatRules,
];
