import type { ModelCard } from '../../schemas/model-card.ts';
import type { LabelledTicket, Mark } from './labelled-tickets.ts';

export const markedValue = (ticket: LabelledTicket, { start, end }: Mark): string =>
  ticket.text.slice(start, end).toLowerCase();

/** Is a marked value one that the specialist was never trained on? Held out values stand in train rows all the same. */
export function unseenBy(card: ModelCard, trainRows: readonly LabelledTicket[]) {
  const heldOut = heldOutOf(card);
  const seen = new Set(
    trainRows.flatMap((ticket) => ticket.marks.map((mark) => `${mark.kind} ${markedValue(ticket, mark)}`)),
  );
  return (ticket: LabelledTicket, mark: Mark): boolean => {
    const key = `${mark.kind} ${markedValue(ticket, mark)}`;
    return mark.kind !== null && (heldOut.has(key) || !seen.has(key));
  };
}

function heldOutOf(card: ModelCard): Set<string> {
  const training = card.training as { heldOutValues?: Record<string, string[]> } | undefined;
  return new Set(
    Object.entries(training?.heldOutValues ?? {}).flatMap(([kind, values]) =>
      values.map((value) => `${kind} ${value}`),
    ),
  );
}
