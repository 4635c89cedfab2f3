import { openDocumentSpecialist } from '../../models/document-specialist.ts';
import { readsDocuments } from '../../models/reads-documents.ts';
import type { Registry } from '../../models/registry.ts';
import { openServedTickets } from '../../models/served-tickets.ts';
import type { SessionPool } from '../../models/session-pool.ts';
import type { ModelCard } from '../../schemas/model-card.ts';
import type { BlobStore } from '../../store/blobs/port.ts';
import { documentTask, type InferenceTask, ticketTask } from './inference-task.ts';

/** `files`: the longest row of each model file that the task runs. */
export type OpenedModel = { task: InferenceTask; files: ReadonlyMap<string, number> };

/** Whether jobs of this model come through a queue. */
export function isServed(card: ModelCard): boolean {
  return readsDocuments(card) || card.task === 'text-classification';
}

/** Opens what answers the jobs of a model; its runs are one flow of the pool. @throws DocketError `model.invalid`. */
export async function openModel(
  name: string,
  registry: Registry,
  sessions: SessionPool,
  blobs: BlobStore,
): Promise<OpenedModel> {
  const files = new Map<string, number>();
  const lane = sessions.lane({ flow: name, uses: (file, maxWidth) => files.set(file, maxWidth) });
  const task = readsDocuments(registry.card(name))
    ? documentTask(await openDocumentSpecialist(registry, lane, name), blobs)
    : ticketTask(await openServedTickets(registry, lane, name), blobs);
  return { task, files };
}
