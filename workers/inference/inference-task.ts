import type { DocumentSpecialist } from '../../models/document-specialist.ts';
import type { TicketSpecialist } from '../../models/ticket-specialist.ts';
import { modelError } from '../../models/together-or-singly.ts';
import { DocketError } from '../../schemas/errors.ts';
import { type QueuedJob, triageTexts } from '../../schemas/queues.ts';
import { reading } from '../../schemas/reading.ts';
import { getJson } from '../../store/blobs/json.ts';
import type { BlobStore } from '../../store/blobs/port.ts';

/** Answers one job with what can be written as JSON. Jobs that are answered at the same time share the model's batches. */
export type InferenceTask = (job: QueuedJob) => Promise<object>;

function wrongTask(job: QueuedJob): DocketError {
  return new DocketError('model.unknown', `The model "${job.model}" does not do "${job.task}"`);
}

/** What fails in a model is the model's failure, whatever it throws: it is tried a few times and not for ever. */
async function ofModel<Answer>(answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    throw modelError(error);
  }
}

/** A job names a stored reading and a part; its answer is a `DocumentInference`. */
export function documentTask(specialist: Pick<DocumentSpecialist, 'extract'>, blobs: BlobStore): InferenceTask {
  return async (job) => {
    if (job.task !== 'extract') throw wrongTask(job);
    const file = await getJson(blobs, job.reading, reading);
    const part = file.parts.find((candidate) => candidate.part === job.part);
    if (!part) throw new DocketError('request.not-found', `The reading has no part ${job.part}`);
    const asked = { urgency: job.urgency, ...(job.fields ? { fields: job.fields } : {}) };
    return ofModel(specialist.extract(part.pages, asked));
  };
}

/** A job names stored texts; its answer is one `Triage` a text. */
export function ticketTask(specialist: Pick<TicketSpecialist, 'triage'>, blobs: BlobStore): InferenceTask {
  return async (job) => {
    if (job.task !== 'triage') throw wrongTask(job);
    return ofModel(specialist.triage(await getJson(blobs, job.texts, triageTexts), job.urgency));
  };
}
