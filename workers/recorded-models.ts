import { type DocumentSpecialist, openDocumentSpecialist } from '../models/document-specialist.ts';
import { producerOf } from '../models/producer.ts';
import type { Registry } from '../models/registry.ts';
import type { SessionPool } from '../models/session-pool.ts';
import { DocketError } from '../schemas/errors.ts';
import type { Producer } from '../schemas/evidence.ts';
import type { BlobStore } from '../store/blobs/port.ts';
import type { Database } from '../store/database.ts';
import type { ComparedValue } from './compare-values.ts';

export interface RerunParts {
  db: Database;
  blobs: BlobStore;
  registry: Registry;
  sessions: SessionPool;
}

export interface Rerun {
  caseId: string;
  /** Who decided, as recorded. */
  models: Producer[];
  values: ComparedValue[];
  /** Paths that a person or an outside model settled: they cannot be run again. */
  leftOut: string[];
}

/** Refuses weights that are not the recorded ones, though they carry the same name and version. */
export function assertSameWeights(registry: Registry, recorded: Producer): void {
  const installed = producerOf(registry.card(recorded.name, recorded.version));
  if (installed.sha256 === recorded.sha256) return;
  throw new DocketError(
    'model.invalid',
    `${recorded.name} ${recorded.version} decided with weights ${recorded.sha256}; installed are ${installed.sha256}`,
  );
}

/** The document model that decided, in its recorded version. */
export async function openRecordedSpecialist(
  { registry, sessions }: RerunParts,
  recorded: Producer | undefined,
  name: string,
): Promise<DocumentSpecialist> {
  if (!recorded) throw new DocketError('model.unknown', `The decision names no version of "${name}"`);
  assertSameWeights(registry, recorded);
  return await openDocumentSpecialist(registry, sessions, name, recorded.version);
}
