import type { Logger } from 'pino';
import type { LargerModel } from '../models/larger-model/port.ts';
import type { EntitySpecialist } from '../models/ticket-entities.ts';
import type { TicketSpecialist } from '../models/ticket-specialist.ts';
import type { DocumentBounds } from '../schemas/document-bound.ts';
import type { Producer } from '../schemas/evidence.ts';
import type { JointStamp } from '../schemas/joint-calibration.ts';
import type { MemoryRule } from '../schemas/memory-rules.ts';
import type { AcceptanceThreshold, EscalationCalibration } from '../schemas/model-card.ts';
import type { ModelBudget } from '../schemas/model-usage.ts';
import type { Box } from '../schemas/place.ts';
import type { BlobRef } from '../schemas/primitives.ts';
import type { InferenceJob } from '../schemas/queues.ts';
import type { DocumentFormat, Reading } from '../schemas/reading.ts';
import type { StepGain } from '../schemas/step-gain.ts';
import type { QuarterTurn, Word } from '../schemas/words.ts';
import type { LadderStep, TicketWorkflowInput } from '../schemas/workflows.ts';
import type { BlobStore } from '../store/blobs/port.ts';
import type { Database } from '../store/database.ts';

/** A page (from 0 within the file), and how it is turned to stand upright. */
export interface PageOfFile {
  bytes: Uint8Array;
  format: DocumentFormat;
  pageIndex: number;
  turn: QuarterTurn | undefined;
}

/** From bytes to words, and to a picture of a page. */
export interface DocumentReader {
  /** `keepFile` is given the files inside an e-mail or archive that parts of the reading refer to. */
  read(
    bytes: Uint8Array,
    fileName: string,
    keepFile: (blob: BlobRef, content: Uint8Array) => Promise<unknown>,
  ): Promise<Reading>;
  /** PNG of a page (from 0 within the file), or null where the format has no pages to draw. */
  render(bytes: Uint8Array, format: DocumentFormat, pageIndex: number, turn?: QuarterTurn): Promise<Uint8Array | null>;
  /** Words of a part of a page by optical recognition; none where the format has no pages to draw. */
  readRegion(page: PageOfFile, box: Box): Promise<Word[]>;
}

/** What the card of a document specialist says; the model itself runs behind the queue. */
export interface DocumentModel {
  producer: Producer;
  thresholds: Readonly<Record<string, AcceptanceThreshold>>;
  /** How a value's confidence follows from all that speaks for it; absent: it is the model's own. */
  joint?: JointStamp | undefined;
  /** The bounds on whole documents that its values keep. */
  documents?: DocumentBounds | undefined;
  /** A teacher's. */
  escalation?: EscalationCalibration | undefined;
}

export interface ModelSource {
  /** @throws DocketError `model.unknown`. */
  document(name: string, version?: string): DocumentModel;
  /** A desk's specialist in this process. @throws DocketError `ticket.unknown-desk`. */
  desk(name: string, version?: string): Promise<TicketSpecialist>;
  /** Finds entities in tickets, in this process; null where no such specialist is installed. */
  entities(): Promise<EntitySpecialist | null>;
}

export interface WorkflowStarter {
  /** Starts the ticket's own workflow; one that is already there is left as it is. */
  startTicket(input: TicketWorkflowInput): Promise<void>;
}

/** Everything the activities touch. Made once by the worker; no activity opens a client of its own. */
export interface ActivityDependencies {
  db: Database;
  blobs: BlobStore;
  reader: DocumentReader;
  queue: { enqueue(job: InferenceJob): Promise<void> };
  models: ModelSource;
  larger: Partial<Record<LadderStep, LargerModel>>;
  /** What larger models were measured to be worth, as it is known now. */
  gains(): readonly StepGain[];
  /** What `larger` may be asked for. */
  budget: ModelBudget;
  workflows: WorkflowStarter;
  /** Findings of memory and orders that send a document to a person. */
  blockingRules: readonly MemoryRule[];
  /** Whom cases are escalated to that wait too long. */
  lead: string;
  /** SHA-256 of the workflow bundle that this worker runs. */
  build: string;
  log: Logger;
}

/** Queues of the document models. */
export const DOCUMENT_SPECIALIST = 'invoice';
export const DOCUMENT_TEACHER = 'invoice-teacher';
/** Actor of everything that no person did. */
export const WORKER_ACTOR = 'workflow';
