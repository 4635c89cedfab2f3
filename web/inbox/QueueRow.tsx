import type { CaseSummary } from '../../schemas/case.ts';
import type { Stake } from '../../schemas/review-queue.ts';
import { Ago } from '../parts/Ago.tsx';
import { Due } from '../parts/Due.tsx';
import { formatAmount } from '../parts/format.ts';
import { CaseCell } from './CaseCell.tsx';
import { whyWords } from './why-words.ts';

function StakeWords({ stake: { amount, currency, priority } }: { stake: Stake }) {
  if (priority !== null)
    return (
      <span className="chip" data-priority={priority}>
        {priority}
      </span>
    );
  return amount === null ? null : <span className="number nowrap">{formatAmount(amount, currency)}</span>;
}

export function QueueRow({ item }: { item: CaseSummary }) {
  const { waiting, reasons } = item;
  return (
    <tr data-locked={item.lock !== null}>
      <CaseCell item={item} />
      <td className="why wide-only">
        <span className="clip" title={reasons.map(({ message }) => message).join('\n')}>
          {whyWords(reasons)}
        </span>
      </td>
      <td className="end">{waiting !== null && <StakeWords stake={waiting.stake} />}</td>
      <td className="end queue-due">
        {waiting !== null && waiting.dueAt !== null && <Due at={waiting.dueAt} />}
        <span className="quiet">
          arrived <Ago at={item.createdAt} />
        </span>
      </td>
    </tr>
  );
}
