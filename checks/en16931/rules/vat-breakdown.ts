import type { Decimal } from 'decimal.js';
import type { EnInvoice } from '../../../schemas/en16931/invoice.ts';
import type { VatBreakdown, VatCategory } from '../../../schemas/en16931/vat.ts';
import { decimalOf, sumOf, toCents, withinOne } from '../amounts.ts';
import {
  allAllowanceCharges,
  allowanceCategories,
  breakdownCategories,
  countedLines,
  document,
  isUbl,
  lineCategories,
  vatBreakdowns,
} from '../groups.ts';
import { isExtended, roundingTolerance } from '../profiles.ts';
import { type BusinessRule, rule } from '../rule.ts';
import type { VatCategoryPolicy } from './vat-category.ts';

/** A breakdown of one category. */
interface Entry {
  where: string;
  breakdown: VatBreakdown;
  category: VatCategory;
}

const hasCode = (code: string) => (category: VatCategory) => category.code?.text === code;
const isUnderVat = ({ isVat }: VatCategory) => isVat;

function entriesOf(code: string, invoice: EnInvoice): Entry[] {
  return vatBreakdowns(invoice).flatMap((breakdown) =>
    breakdown.categories
      .filter((category) => isUnderVat(category) && hasCode(code)(category))
      .map((category) => ({ where: breakdown.where, breakdown, category })),
  );
}

/**
 * BR-x-01: what is used is broken down; for a category that has one rate, exactly once. What is broken down without being
 * used is a fault in UBL for categories with rates and in CII for the others: so CEN's artefacts have it.
 */
function isBrokenDown(policy: VatCategoryPolicy, invoice: EnInvoice): boolean {
  const isMeant = (category: VatCategory) =>
    hasCode(policy.code)(category) && (policy.family === 'S' || isUnderVat(category));
  const used = [...lineCategories(invoice), ...allowanceCategories(invoice)].some(isMeant);
  const count = breakdownCategories(invoice).filter(isMeant).length;
  if (policy.perRate) return isUbl(invoice) ? used === count > 0 : !used || count > 0;
  if (isExtended(invoice)) return !used || count > 0;
  return used ? count === 1 : count === 0 || (isUbl(invoice) && count === 1);
}

const hasRate = (rate: Decimal) => (category: VatCategory) => decimalOf(category.rate)?.eq(rate) ?? false;

/** Lines, charges and allowances of a category; where a rate is given, of that rate. */
function isPartOf(policy: VatCategoryPolicy, rate: Decimal | null) {
  return (categories: VatCategory[]) =>
    categories.some(hasCode(policy.code)) && (rate === null || categories.some(hasRate(rate)));
}

/** Σ lines + Σ charges − Σ allowances; null where an amount is no decimal. */
function sumOfParts(invoice: EnInvoice, isPart: (categories: VatCategory[]) => boolean): Decimal | null {
  const amounts = (isCharge: boolean) =>
    sumOf(
      invoice.allowanceCharges
        .filter((entry) => entry.isCharge === isCharge && isPart(entry.categories))
        .map(({ amount }) => amount),
    );
  const lines = sumOf(
    countedLines(invoice).flatMap(({ item, netAmount }) => (isPart(item.categories) ? netAmount : [])),
  );
  const [charges, allowances] = [amounts(true), amounts(false)];
  return lines === null || charges === null || allowances === null ? null : lines.plus(charges).minus(allowances);
}

/** How many lines, charges and allowances are of a category and rate. */
function countOfParts(policy: VatCategoryPolicy, rate: Decimal | null, invoice: EnInvoice): number {
  const isPart = isPartOf(policy, rate);
  const parts = [...countedLines(invoice).map(({ item }) => item), ...invoice.allowanceCharges];
  return parts.filter(({ categories }) => isPart(categories)).length;
}

/** Under EXTENDED the breakdowns of one category and rate, one a reason of exemption, count together. */
function sharedBaseCloses(policy: VatCategoryPolicy, rate: Decimal | null, invoice: EnInvoice, sum: Decimal): boolean {
  const isPart = isPartOf(policy, rate);
  const alike = vatBreakdowns(invoice).filter(({ categories }) => isPart(categories));
  const base = sumOf(alike.map((entry) => entry.base));
  if (base === null) return false;
  const tolerance = roundingTolerance(invoice, countOfParts(policy, rate, invoice));
  return base.minus(toCents(sum)).abs().lte(tolerance);
}

/** BR-x-08. CEN's artefacts grant a tolerance of one currency unit to other categories in UBL than in CII. */
function baseCloses(policy: VatCategoryPolicy, { breakdown, category }: Entry, invoice: EnInvoice): boolean {
  const rate = policy.perRate ? decimalOf(category.rate) : null;
  if (policy.perRate && rate === null) return category.rate === undefined;
  const isPart = isPartOf(policy, rate);
  const isUsed =
    policy.family === 'S'
      ? [...invoice.lines.map(({ item }) => item), ...allAllowanceCharges(invoice)].some((part) =>
          isPart(part.categories),
        )
      : invoice.lines.length > 0;
  const [base, sum] = [decimalOf(breakdown.base), sumOfParts(invoice, isPart)];
  if (base === null || sum === null) return false;
  if (isExtended(invoice)) return sharedBaseCloses(policy, rate, invoice, sum);
  if (!isUbl(invoice)) return policy.perRate || policy.family === 'O' ? base.eq(toCents(sum)) : withinOne(base, sum);
  return isUsed && (policy.perRate ? withinOne(base, sum) : base.eq(sum));
}

/** BR-x-09: base × rate within one currency unit (EXTENDED: or a cent a part), or nothing where there is no rate. */
function taxCloses(policy: VatCategoryPolicy, { breakdown, category }: Entry, invoice: EnInvoice): boolean {
  const tax = decimalOf(breakdown.tax);
  if (tax === null) return false;
  if (!policy.perRate) return tax.isZero();
  const [base, rate] = [decimalOf(breakdown.base), decimalOf(category.rate)];
  if (base === null || rate === null) return false;
  const expected = toCents(base.abs().times(rate).dividedBy(100));
  const tolerance = roundingTolerance(invoice, countOfParts(policy, rate, invoice));
  return withinOne(tax.abs(), expected) || tax.abs().minus(expected).abs().lte(tolerance);
}

const isExempted = ({ category }: Entry) => (category.exemptionReason ?? category.exemptionCode) !== undefined;

/** BR-x-01 and BR-x-08 to BR-x-10: the VAT breakdown of a category. */
export function breakdownRulesOf(policy: VatCategoryPolicy): BusinessRule[] {
  const { code, family, label, perRate } = policy;
  const name = `"${label}" (${code})`;
  const entries = (invoice: EnInvoice) => entriesOf(code, invoice);
  const ofRate = perRate ? ' and of its rate' : '';
  return [
    rule(
      `BR-${family}-01`,
      document,
      (invoice) => isBrokenDown(policy, invoice),
      perRate
        ? `The VAT category ${name} is used without a VAT breakdown (BG-23), or broken down without being used. Make the breakdown match the lines, allowances and charges.`
        : `The VAT category ${name} must have exactly one VAT breakdown (BG-23) where it is used. Add it, or merge the several ones.`,
    ),
    rule(
      `BR-${family}-08`,
      entries,
      (entry, invoice) => baseCloses(policy, entry, invoice),
      `The taxable amount (BT-116) of ${name} is not the sum of the lines plus the charges less the allowances of this category${ofRate}. Correct the taxable amount.`,
      { at: ({ breakdown }) => breakdown.base },
    ),
    rule(
      `BR-${family}-09`,
      entries,
      (entry, invoice) => taxCloses(policy, entry, invoice),
      perRate
        ? `The tax amount (BT-117) of ${name} is not the taxable amount (BT-116) multiplied by the rate (BT-119). Correct the tax amount.`
        : `The tax amount (BT-117) of ${name} must be 0. Set it to 0, or correct the category.`,
      { at: ({ breakdown }) => breakdown.tax, fields: ['totalTax'] },
    ),
    rule(
      `BR-${family}-10`,
      entries,
      (entry) => isExempted(entry) === (policy.exemption === 'required'),
      policy.exemption === 'required'
        ? `The VAT breakdown of ${name} gives no reason (BT-120) and no reason code (BT-121) for the exemption. Add one.`
        : `The VAT breakdown of ${name} gives a reason for an exemption (BT-120, BT-121), but there is none. Remove it.`,
    ),
  ];
}
