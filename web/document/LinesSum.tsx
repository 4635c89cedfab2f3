import { CheckIcon } from '../parts/icons.tsx';
import { sameDecimal, sumDecimals } from '../values/decimal-sum.ts';
import { type Draft, textOf } from './draft.ts';
import { useDocumentView } from './review-context.ts';
import type { Slots } from './slots.ts';

function lineTotals(slots: Slots, draft: Draft, count: number): string[] {
  return Array.from({ length: count + draft.extra.lines }, (_, index) => index)
    .filter((index) => !draft.removedRows.has(`lines.${index}`))
    .map((index) => textOf(slots, draft, `lines.${index}.lineTotal`).trim())
    .filter((text) => text !== '');
}

/** The sum of the lines as they stand now, against the total it should be. */
export function LinesSum({ count }: { count: number }) {
  const { slots, draft } = useDocumentView();
  const sum = sumDecimals(lineTotals(slots, draft, count));
  if (sum === null) return null;
  const net = textOf(slots, draft, 'totalNet').trim();
  const gross = textOf(slots, draft, 'totalGross').trim();
  const equals = sameDecimal(sum, net) ? 'total net' : sameDecimal(sum, gross) ? 'total gross' : null;
  return (
    <p className="table-sum" role="status">
      Sum of lines <strong className="number">{sum}</strong>
      {equals !== null ? (
        <span className="good">
          <CheckIcon /> equals {equals}
        </span>
      ) : (
        net !== '' && <span className="warn">total net is {net}</span>
      )}
    </p>
  );
}
