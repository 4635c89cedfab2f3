import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { eventsPath } from '../api/cases.ts';

/** Reads a case again whenever the service says that it changed. Polling goes on beside it, where events do not come through. */
export function useCaseEvents(id: string, open: boolean): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (!open) return;
    const events = new EventSource(eventsPath(id));
    const refresh = () => void queries.invalidateQueries({ queryKey: ['case', id], exact: true });
    events.addEventListener('message', refresh);
    events.addEventListener('state', refresh);
    return () => events.close();
  }, [id, open, queries]);
}
