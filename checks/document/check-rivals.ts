import { Decimal } from 'decimal.js';
import type { DocumentKind, Extraction } from '../../schemas/document.ts';
import type { Finding } from '../../schemas/finding.ts';
import { closes, decimalOf, formatAmount } from './amounts.ts';

/** What the pages print beside the values that were taken. */
export interface PrintedRivals {
  /** Valid IBANs, each once. */
  ibans: readonly string[];
  /** Lines that name a sum to be paid, with their amounts. */
  totals: readonly { name: string; amounts: readonly string[] }[];
}

/** Several accounts are printed: nothing on the page says which of them is to be trusted. */
function checkAccounts({ fields }: Extraction, ibans: readonly string[]): Finding[] {
  const taken = fields.iban?.value?.replaceAll(/\s/g, '');
  const others = ibans.filter((iban) => iban !== taken);
  if (!taken || others.length === 0) return [];
  const message = `The document prints ${others.join(', ')} beside IBAN ${taken}: find out which account is the supplier's`;
  return [{ rule: 'iban.several', severity: 'error', message, fields: ['iban'] }];
}

/** All sums that the values taken explain: totals, tax rows, their bases, and both together. */
function explainedSums({ fields, taxes, lines }: Extraction): Decimal[] {
  const totals = (['totalNet', 'totalTax', 'totalGross', 'totalPrepaid', 'amountDue'] as const).map((f) => fields[f]);
  const extras = [fields.totalDiscount, fields.totalCharges];
  const rows = taxes.flatMap(({ base, amount }) => {
    const [net, tax] = [decimalOf(base), decimalOf(amount)];
    return [net, tax, net && tax ? net.plus(tax) : null];
  });
  const known = [...totals, ...extras, ...lines.map((line) => line.lineTotal)].map(decimalOf);
  return [...known, ...rows].filter((sum) => sum !== null);
}

/** A second line names a sum to be paid, and no value that was taken explains its amount. */
function checkTotals(extraction: Extraction, totals: PrintedRivals['totals']): Finding[] {
  const { totalGross, amountDue } = extraction.fields;
  if (totalGross?.value == null && amountDue?.value == null) return [];
  const explained = explainedSums(extraction);
  const rival = totals.find(
    ({ amounts }) =>
      amounts.every((amount) => !amount.startsWith('-')) &&
      !amounts.some((amount) => explained.some((sum) => closes(sum.abs(), new Decimal(amount).abs()))),
  );
  if (!rival) return [];
  const taken = totalGross?.value ?? amountDue?.value ?? '';
  const message = `The document also says "${rival.name} ${rival.amounts.join(' ')}" beside the total ${taken}: find out which of them is to be paid`;
  return [{ rule: 'total.several', severity: 'error', message, fields: ['totalGross', 'amountDue'] }];
}

/** An amount due is printed that is not the gross total, and neither a prepayment nor a discount or charge says why. */
function checkDue({ fields }: Extraction): Finding[] {
  const [gross, due] = [decimalOf(fields.totalGross), decimalOf(fields.amountDue)];
  if (!gross || !due || fields.amountDue?.source === 'rule' || closes(gross, due)) return [];
  const parts = [fields.totalPrepaid, fields.totalDiscount, fields.totalCharges].map(decimalOf);
  const difference = gross.minus(due).abs();
  if (parts.some((part) => part && closes(part.abs(), difference))) return [];
  const message = `The amount due ${formatAmount(due)} is not the gross total ${formatAmount(gross)}, and nothing read says why`;
  return [{ rule: 'due.unexplained', severity: 'error', message, fields: ['amountDue'] }];
}

/**
 * Whether the document prints rivals to the values that say what is paid, and to whom. Receipts name many sums a total
 * (before rounding, of goods of one rate, of what was handed over): theirs are not compared.
 */
export const checkRivals = (extraction: Extraction, printed: PrintedRivals, kind: DocumentKind): Finding[] => [
  ...checkAccounts(extraction, printed.ibans),
  ...checkDue(extraction),
  ...(kind === 'receipt' ? [] : checkTotals(extraction, printed.totals)),
];
