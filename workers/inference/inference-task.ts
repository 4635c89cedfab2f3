import type { DocumentRequest, DocumentSpecialist } from '../../models/document-specialist.ts';
import type { TicketSpecialist } from '../../models/ticket-specialist.ts';
import { togetherOrSingly } from '../../models/together-or-singly.ts';
import { DocketError } from '../../schemas/errors.ts';
import { type InferenceJob, triageTexts } from '../../schemas/queues.ts';
import { reading } from '../../schemas/reading.ts';
import type { Triage } from '../../schemas/ticket.ts';
import { getJson } from '../../store/blobs/json.ts';
import type { BlobStore } from '../../store/blobs/port.ts';

/** How the jobs of one queue are loaded and answered: one item a job, one JSON-ready answer an item. */
export type InferenceTask<Item> = {
  load(job: InferenceJob): Promise<Item>;
  run(items: readonly Item[]): Promise<(object | DocketError)[]>;
};

function wrongTask(job: InferenceJob): DocketError {
  return new DocketError('model.unknown', `The model "${job.model}" does not do "${job.task}"`);
}

/** A job names a stored reading and a part; its answer is a `DocumentInference`. */
export function documentTask(specialist: DocumentSpecialist, blobs: BlobStore): InferenceTask<DocumentRequest> {
  return {
    async load(job) {
      if (job.task !== 'extract') throw wrongTask(job);
      const file = await getJson(blobs, job.reading, reading);
      const part = file.parts.find((candidate) => candidate.part === job.part);
      if (!part) throw new DocketError('request.not-found', `The reading has no part ${job.part}`);
      return { pages: part.pages, ...(job.fields ? { fields: job.fields } : {}) };
    },
    run: (items) => specialist.extractBatch([...items]),
  };
}

/** A job names stored texts; its answer is one `Triage` a text. Texts of all jobs run together. */
export function ticketTask(specialist: Pick<TicketSpecialist, 'triage'>, blobs: BlobStore): InferenceTask<string[]> {
  const runTogether = async (items: readonly string[][]): Promise<Triage[][]> => {
    const answers = await specialist.triage(items.flat());
    let next = 0;
    return items.map((texts) => {
      next += texts.length;
      return answers.slice(next - texts.length, next);
    });
  };
  return {
    async load(job) {
      if (job.task !== 'triage') throw wrongTask(job);
      return getJson(blobs, job.texts, triageTexts);
    },
    run: (items) => togetherOrSingly(items, runTogether),
  };
}
