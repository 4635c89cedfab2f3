import { Link } from '@tanstack/react-router';
import type { KeyboardEvent } from 'react';
import type { TicketSuggestion } from '../../../schemas/ticket-suggestion.ts';
import { Ago } from '../../parts/Ago.tsx';
import { BandChip } from '../../parts/BandChip.tsx';
import { formatShare } from '../../parts/format.ts';
import { labelWords } from '../label-words.ts';

export function QueueRow(properties: {
  ticket: TicketSuggestion;
  isSelected: boolean;
  onSelect: (selected: boolean) => void;
  onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => void;
}) {
  const { ticket, isSelected, onSelect, onKeyDown } = properties;
  const { caseId, title, desk, intent, band, reasons, createdAt } = ticket;
  return (
    <tr data-selected={isSelected}>
      <td className="queue-mark">
        <input
          type="checkbox"
          data-mark
          aria-label={`Select ${title}`}
          checked={isSelected}
          onChange={({ currentTarget }) => onSelect(currentTarget.checked)}
          onKeyDown={onKeyDown}
        />
      </td>
      <td className="queue-ticket">
        <Link to="/cases/$id" params={{ id: caseId }} className="queue-link">
          {title}
        </Link>
        <span className="quiet queue-why">
          {desk} · {reasons.map(({ message }) => message).join('; ')}
        </span>
      </td>
      <td>
        <span className="queue-label">{labelWords(intent.label)}</span>
        <span className="queue-confidence">
          <BandChip band={band} /> <span className="number quiet">{formatShare(intent.confidence)}</span>
        </span>
      </td>
      <td className="end wide-only">
        <Ago at={createdAt} />
      </td>
    </tr>
  );
}
