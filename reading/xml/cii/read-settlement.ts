import type { EnInvoice, PaymentMeans } from '../../../schemas/en16931/invoice.ts';
import type { Term } from '../../../schemas/en16931/term.ts';
import type { AllowanceCharge, VatBreakdown, VatTotal } from '../../../schemas/en16931/vat.ts';
import type { Cursor } from '../cursor.ts';
import type { Dialect } from './dialect.ts';
import { readAllowanceCharge, readCategory } from './read-line.ts';

/** One sum; where it stands in several currencies, that of the invoice. */
function readSum(sums: Cursor, name: string, currency: string | undefined): Term | undefined {
  const ofCurrency = sums.terms(name).find((term) => currency !== undefined && term.currency === currency);
  return ofCurrency ?? sums.term(name);
}

export function readTotals(settlement: Cursor, names: Dialect): EnInvoice['totals'] {
  const sums = settlement.first(names.summation);
  const currency = settlement.term('InvoiceCurrencyCode')?.text;
  if (!sums) return undefined;
  const sum = (name: string) => readSum(sums, name, currency);
  return {
    where: sums.where,
    lines: sum('LineTotalAmount'),
    allowances: sum('AllowanceTotalAmount'),
    charges: sum('ChargeTotalAmount'),
    net: sum('TaxBasisTotalAmount'),
    gross: sum('GrandTotalAmount'),
    paid: sum('TotalPrepaidAmount'),
    rounding: sum('RoundingAmount'),
    due: sum('DuePayableAmount'),
  };
}

function readBreakdown(tax: Cursor): VatBreakdown {
  return {
    where: tax.where,
    base: tax.term('BasisAmount'),
    tax: tax.term('CalculatedAmount'),
    categories: [readCategory(tax)],
  };
}

/** The VAT totals; the breakdown, which CII has beside them, goes with the total in the invoice currency. */
export function readVatTotals(settlement: Cursor, names: Dialect): VatTotal[] {
  const currency = settlement.term('InvoiceCurrencyCode')?.text;
  const breakdown = settlement.all('ApplicableTradeTax').map(readBreakdown);
  const sums = settlement.first(names.summation);
  const totals: VatTotal[] = (sums?.terms('TaxTotalAmount') ?? []).map((amount) => ({
    where: sums?.where ?? settlement.where,
    amount,
    breakdown: [],
  }));
  const main = totals.find(({ amount }) => amount?.currency === currency) ?? totals[0];
  if (main) main.breakdown = breakdown;
  else if (breakdown.length > 0) totals.push({ where: settlement.where, breakdown });
  return totals;
}

/** A service charge (freight, packing) of the EXTENDED profile is a document level charge with its own element. */
function readServiceCharge(entry: Cursor): AllowanceCharge {
  return {
    where: entry.where,
    isCharge: true,
    amount: entry.term('AppliedAmount'),
    reason: entry.term('Description'),
    categories: entry.all('AppliedTradeTax').map(readCategory),
  };
}

export function readAllowanceCharges(settlement: Cursor): AllowanceCharge[] {
  return [
    ...settlement.all('SpecifiedTradeAllowanceCharge').map(readAllowanceCharge),
    ...settlement.all('SpecifiedLogisticsServiceCharge').map(readServiceCharge),
  ];
}

export function readPaymentMeans(means: Cursor): PaymentMeans {
  const account = means.first('PayeePartyCreditorFinancialAccount');
  const card = means.first('ApplicableTradeSettlementFinancialCard');
  const iban = account?.term('IBANID');
  return {
    where: means.where,
    code: means.term('TypeCode'),
    text: means.term('Information'),
    account: account && {
      where: account.where,
      id: iban ?? account.term('ProprietaryID'),
      isIban: iban !== undefined,
      name: account.term('AccountName'),
    },
    serviceProvider: means.term('PayeeSpecifiedCreditorFinancialInstitution/BICID'),
    card: card && { where: card.where, number: card.term('ID'), holder: card.term('CardholderName') },
    debitedAccount: means.term('PayerPartyDebtorFinancialAccount/IBANID'),
  };
}
