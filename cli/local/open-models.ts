import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { type DocumentSpecialist, openDocumentSpecialist } from '../../models/document-specialist.ts';
import { openTeacher, type Teacher } from '../../models/larger-model/teacher.ts';
import { openRegistry, type Registry } from '../../models/registry.ts';
import { openSessions, type SessionPool } from '../../models/session-pool.ts';
import { type EntitySpecialist, openInstalledEntities } from '../../models/ticket-entities.ts';
import { openTicketSpecialist, type TicketSpecialist } from '../../models/ticket-specialist.ts';
import type { Config } from '../../schemas/config.ts';

/** The specialists of this machine, each loaded at its first use; `close` ends their threads. */
export interface LocalModels {
  registry: Registry;
  documents(): Promise<DocumentSpecialist>;
  teacher(): Promise<Teacher | null>;
  tickets(desk: string): Promise<TicketSpecialist>;
  /** Finds entities in tickets; null where none is installed. */
  entities(): Promise<EntitySpecialist | null>;
  sessions(): SessionPool;
  close(): Promise<void>;
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

export function openLocalModels(config: Config): LocalModels {
  const registry = openRegistry({ extraFolders: [join(config.DOCKET_DATA_DIR, 'models')] });
  let sessions: SessionPool | undefined;
  const pool = () => {
    sessions ??= openSessions({
      providers: config.DOCKET_PROVIDERS,
      threads: 1,
      intraOpThreads: availableParallelism(),
    });
    return sessions;
  };
  return {
    registry,
    documents: once(async () => openDocumentSpecialist(registry, pool())),
    teacher: once(async () => openTeacher(registry, pool())),
    tickets: async (desk) => openTicketSpecialist(registry, pool(), desk),
    entities: once(async () => openInstalledEntities(registry, pool())),
    sessions: pool,
    close: async () => sessions?.close(),
  };
}
