import type { EnInvoice } from '../../../schemas/en16931/invoice.ts';
import type { VatCategory } from '../../../schemas/en16931/vat.ts';
import { decimalOf } from '../amounts.ts';
import { allAllowanceCharges, lines } from '../groups.ts';
import { type BusinessRule, rule } from '../rule.ts';
import type { VatCategoryPolicy } from './vat-category.ts';

function rateFits(policy: VatCategoryPolicy['rate'], { rate }: VatCategory): boolean {
  const value = decimalOf(rate);
  switch (policy) {
    case 'absent':
      return rate === undefined;
    case 'zero':
      return value?.isZero() ?? false;
    case 'positive':
      return value?.gt(0) ?? false;
    case 'not-negative':
      return value?.gte(0) ?? false;
  }
}

const demands = {
  absent: 'must not be given. Remove it.',
  zero: 'must be 0. Set it to 0, or correct the category.',
  positive: 'must be greater than 0. State the rate, or correct the category.',
  'not-negative': 'must be 0 or more. State the rate, or correct the category.',
};

/** BR-x-05 to BR-x-07: the VAT rate of lines, allowances and charges of a category. */
export function rateRulesOf(policy: VatCategoryPolicy): BusinessRule[] {
  const isMeant = ({ code, isVat }: VatCategory) => isVat && code?.text === policy.code;
  const of = (number: string, what: string, categories: (invoice: EnInvoice) => VatCategory[]) =>
    rule(
      `BR-${policy.family}-${number}`,
      (invoice) => categories(invoice).filter(isMeant),
      (category) => rateFits(policy.rate, category),
      `Under "${policy.label}" (${policy.code}) the VAT rate of ${what} ${demands[policy.rate]}`,
      { at: ({ rate }) => rate },
    );
  const allowances = (isCharge: boolean) => (invoice: EnInvoice) =>
    allAllowanceCharges(invoice)
      .filter((entry) => entry.isCharge === isCharge)
      .flatMap(({ categories }) => categories);
  return [
    of('05', 'a line (BT-152)', (invoice) => lines(invoice).flatMap(({ item }) => item.categories)),
    of('06', 'an allowance (BT-96)', allowances(false)),
    of('07', 'a charge (BT-103)', allowances(true)),
  ];
}
