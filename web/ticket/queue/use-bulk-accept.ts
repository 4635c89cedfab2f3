import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { TicketSuggestion } from '../../../schemas/ticket-suggestion.ts';
import { reviewCase } from '../../api/cases.ts';
import { randomId } from '../../api/random-id.ts';

/** Decisions under way at once: the service answers each by its workflow. */
const AT_ONCE = 4;

export interface BulkOutcome {
  accepted: number;
  failed: { ticket: TicketSuggestion; problem: Error }[];
}

/**
 * Accepts tickets, each by a decision of its own: with one label for all, or null for each its own suggestion. A decision
 * that is sent again keeps its id, so that it counts once.
 */
export function useBulkAccept() {
  const queries = useQueryClient();
  const ids = useRef(new Map<string, string>());
  const [isRunning, setRunning] = useState(false);
  const [outcome, setOutcome] = useState<BulkOutcome | null>(null);

  const acceptOne = (ticket: TicketSuggestion, reviewer: string, label: string | null) => {
    const chosen = label === null || label === ticket.intent.label ? {} : { label };
    const decision = { action: 'approve' as const, reviewer, changes: [], ...chosen };
    const content = `${ticket.caseId} ${JSON.stringify(decision)}`;
    const id = ids.current.get(content) ?? randomId();
    ids.current.set(content, id);
    return reviewCase(ticket.caseId, { ...decision, id });
  };

  const accept = async (tickets: readonly TicketSuggestion[], reviewer: string, label: string | null) => {
    setRunning(true);
    setOutcome({ accepted: 0, failed: [] });
    const waiting = [...tickets];
    const done: BulkOutcome = { accepted: 0, failed: [] };
    const lane = async () => {
      for (let ticket = waiting.shift(); ticket !== undefined; ticket = waiting.shift()) {
        const of = ticket;
        await acceptOne(of, reviewer, label).then(
          () => (done.accepted += 1),
          (problem: Error) => done.failed.push({ ticket: of, problem }),
        );
        setOutcome({ accepted: done.accepted, failed: [...done.failed] });
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
    setRunning(false);
    await queries.invalidateQueries({ queryKey: ['cases'] });
    return done;
  };
  return { accept, isRunning, outcome };
}
