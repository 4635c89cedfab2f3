import type { CaseSummary } from '../../schemas/case.ts';
import { Ago } from '../parts/Ago.tsx';
import { StateChip } from '../parts/StateChip.tsx';
import { CaseCell } from './CaseCell.tsx';
import { whyWords } from './why-words.ts';

export function CaseRow({ item }: { item: CaseSummary }) {
  return (
    <tr>
      <CaseCell item={item} />
      <td>
        <StateChip state={item.state} />
      </td>
      <td className="why wide-only">
        <span className="clip" title={item.reasons.map(({ message }) => message).join('\n')}>
          {whyWords(item.reasons)}
        </span>
      </td>
      <td className="end">
        <Ago at={item.createdAt} />
      </td>
    </tr>
  );
}
