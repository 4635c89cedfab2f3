import { openDocumentSpecialist } from '../models/document-specialist.ts';
import { openRegistry } from '../models/registry.ts';
import { openSessions } from '../models/session-pool.ts';
import { openTicketSpecialist } from '../models/ticket-specialist.ts';

/** The desk and the document model that are measured. */
export const DESK = 'banking77';
export const DOCUMENT_MODEL = 'invoice';

/** One session thread with one compute thread: a core, for every contender alike. */
export function openBenchModels() {
  const registry = openRegistry();
  const sessions = openSessions({ providers: 'cpu', threads: 1 });
  const has = (name: string) => registry.list().some((card) => card.name === name);
  return {
    registry,
    sessions,
    hasDocuments: has(DOCUMENT_MODEL),
    desk: () => openTicketSpecialist(registry, sessions, DESK),
    documents: () => openDocumentSpecialist(registry, sessions, DOCUMENT_MODEL),
  };
}
export type BenchModels = ReturnType<typeof openBenchModels>;
