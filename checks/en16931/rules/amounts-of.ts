import type { EnInvoice } from '../../../schemas/en16931/invoice.ts';
import type { Group, Term } from '../../../schemas/en16931/term.ts';
import { allAllowanceCharges, allLines, vatBreakdowns } from '../groups.ts';

interface Amount extends Group {
  amount: Term;
}

function of({ where }: Group, ...terms: (Term | undefined)[]): Amount[] {
  return terms.flatMap((amount) => (amount === undefined ? [] : [{ where, amount }]));
}

/** Every amount of an invoice with its place. */
export function amountsOf(invoice: EnInvoice): Amount[] {
  const { totals: sums } = invoice;
  return [
    ...(sums
      ? of(sums, sums.lines, sums.allowances, sums.charges, sums.net, sums.gross, sums.paid, sums.rounding, sums.due)
      : []),
    ...invoice.vatTotals.flatMap((total) => of(total, total.amount)),
    ...vatBreakdowns(invoice).flatMap((entry) => of(entry, entry.base, entry.tax)),
    ...allAllowanceCharges(invoice).flatMap((entry) => of(entry, entry.amount, entry.base)),
    ...allLines(invoice).flatMap((line) => [
      ...of(line, line.netAmount),
      ...(line.price ? of(line.price, line.price.net, line.price.discount, line.price.gross) : []),
    ]),
  ];
}
