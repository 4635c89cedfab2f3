import { queryOptions } from '@tanstack/react-query';
import { labelReasons } from '../../schemas/desk-trial.ts';
import { ticketSuggestions } from '../../schemas/ticket-suggestion.ts';
import { getJson } from './request.ts';

/** Tickets listed at once. */
export const SUGGESTIONS_LISTED = 100;
const PAUSE_MS = 8000;

export const ticketSuggestionsQuery = (desk: string | undefined) =>
  queryOptions({
    queryKey: ['cases', 'ticket-suggestions', desk],
    queryFn: ({ signal }) => {
      const search = new URLSearchParams({
        limit: String(SUGGESTIONS_LISTED),
        ...(desk === undefined ? {} : { desk }),
      });
      return getJson(`/v1/ticket-suggestions?${search}`, ticketSuggestions, signal);
    },
    refetchInterval: PAUSE_MS,
  });

/** What weighs for each suggested label; it does not change while the case waits. */
export const labelReasonsQuery = (caseId: string) =>
  queryOptions({
    queryKey: ['label-reasons', caseId],
    queryFn: ({ signal }) => getJson(`/v1/cases/${encodeURIComponent(caseId)}/label-reasons`, labelReasons, signal),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
