import type { CaseState, DocumentArrival } from './case.ts';
import type { OutcomeStatus, Reason, Routing } from './document.ts';
import type { FieldName } from './fields.ts';
import type { BlobRef } from './primitives.ts';
import type { RegionInput } from './region.ts';
import type { ReviewDecision } from './review.ts';
import type { TicketInput } from './ticket.ts';
import type { LadderStep, ReviewTimers } from './workflows.ts';

/** Failure type: the case was taken back before its workflow began, so there is nothing to work on or to record. */
export const CASE_WITHDRAWN = 'case.withdrawn';

/** The key under which what the models came to is recorded, by a case's own workflow or by that of its batch. */
export const DECIDED = 'decided';

/** One document of a read file. */
export interface PartRequest {
  caseId: string;
  reading: BlobRef;
  part: number;
}

export interface ReadRequest {
  caseId: string;
  arrival: DocumentArrival;
  /** The file's reading where an earlier part already made it. */
  reading: BlobRef | null;
}
export interface ReadAnswer {
  reading: BlobRef;
  /** How many documents the file holds. */
  parts: number;
}

export interface OpenPartsRequest extends PartRequest {
  arrival: DocumentArrival;
}
export interface OpenedPart {
  caseId: string;
  arrival: DocumentArrival;
}

export interface RouteAnswer {
  routing: Routing;
  /** The specialist that reads this part; null where its data are exact. */
  specialist: string | null;
}

export interface ImportXmlRequest extends PartRequest {
  /** SHA-256 of the file that carries the data. */
  file: string;
}

export interface ExtractRequest extends PartRequest {
  model: string;
}

/** What a step of the ladder said of the fields in doubt; `answer` is null where it could not be asked. */
export interface EscalationAnswer {
  step: LadderStep;
  fields: FieldName[];
  answer: BlobRef | null;
  /** Error code of a step that failed. */
  problem: string | null;
}

export interface CheckRequest extends PartRequest {
  /** Null: exact. */
  specialist: string | null;
  /** Blob of an `Extraction` or `DocumentInference`. */
  extraction: BlobRef;
  answers: EscalationAnswer[];
  /** ISO 8601 date that date checks count from. */
  today: string;
}
export interface CheckAnswer {
  status: OutcomeStatus;
  doubts: FieldName[];
  /** Blob of an `Outcome`. */
  outcome: BlobRef;
}

export interface EscalateRequest extends PartRequest {
  step: LadderStep;
  fields: FieldName[];
  /** Blob of the `Outcome` whose fields are in doubt. */
  outcome: BlobRef;
}

export interface TicketRequest {
  caseId: string;
  ticket: TicketInput;
}
export interface TriageAnswer {
  status: OutcomeStatus;
  outcome: BlobRef;
  /** The outcome is on record already; absent where it is not, as in answers of earlier builds. */
  recorded?: boolean;
}
export interface EscalateTicketRequest extends TicketRequest {
  step: LadderStep;
  outcome: BlobRef;
}

/** `count` tickets of a batch from `offset`; `cases` is the blob of `BatchCase`s. */
export interface BeginBatchRequest {
  batchId: string;
  /** The first ticket of this run: 0, or where a continued run goes on. */
  from: number;
}
export interface SliceRequest {
  batchId: string;
  desk: string;
  cases: BlobRef;
  offset: number;
  count: number;
  /** The run is noted; absent in runs of builds whose slices noted it. */
  begun?: true;
}
/** Who gets a workflow of their own, and with what. */
export interface SingleStart {
  review: ReviewTimers;
  ladder: LadderStep[];
}
export interface RecordSliceRequest extends SliceRequest, SingleStart {
  /** Blob of `Triage`s, in the order of the slice. */
  triages: BlobRef;
}
export interface StartSinglyRequest extends SliceRequest, SingleStart {}
export interface SliceAnswer {
  recorded: number;
  /** Tickets that go on in a workflow of their own. */
  started: number;
  /** Tickets on record as waiting for a person; absent in answers of builds that gave each a workflow at once. */
  waiting?: number;
}
export interface StartWaitingRequest {
  batchId: string;
  review: ReviewTimers;
  /** How long they have waited. */
  waitedMs: number;
}

export interface RecordRequest {
  caseId: string;
  state: Extract<CaseState, 'review' | 'accepted' | 'rejected'>;
  outcome: BlobRef;
  /** Names the step, so that recording it twice has the effect of once. */
  key: string;
  /** How long a person may take over what goes to review; absent in workflows begun by an earlier build. */
  deadlineMs?: number;
}
export interface RefuseRequest {
  caseId: string;
  reason: Reason;
  key: string;
}
export interface ApplyReviewRequest {
  caseId: string;
  outcome: BlobRef;
  decision: ReviewDecision;
}
export interface ReviewAnswer {
  state: 'accepted' | 'rejected';
  outcome: BlobRef;
}
export interface RemindRequest {
  caseId: string;
  /** 1 for the first reminder. */
  ordinal: number;
  /** The deadline has passed. */
  overdue: boolean;
}

export interface EscalateToLeadRequest {
  caseId: string;
}

/** The activities, as workflows call them. Only references and states travel, no values of a document. */
export interface CaseActivities {
  read(request: ReadRequest): Promise<ReadAnswer>;
  readRegion(request: RegionInput): Promise<BlobRef>;
  openParts(request: OpenPartsRequest): Promise<OpenedPart[]>;
  route(request: PartRequest): Promise<RouteAnswer>;
  importXml(request: ImportXmlRequest): Promise<BlobRef>;
  extract(request: ExtractRequest): Promise<BlobRef>;
  check(request: CheckRequest): Promise<CheckAnswer>;
  askTeacher(request: EscalateRequest): Promise<BlobRef>;
  askLargerModel(request: EscalateRequest): Promise<BlobRef>;
  triage(request: TicketRequest): Promise<TriageAnswer>;
  escalateTicket(request: EscalateTicketRequest): Promise<TriageAnswer>;
  beginBatch(request: BeginBatchRequest): Promise<void>;
  triageSlice(request: SliceRequest): Promise<BlobRef>;
  recordSlice(request: RecordSliceRequest): Promise<SliceAnswer>;
  startSingly(request: StartSinglyRequest): Promise<SliceAnswer>;
  /** @returns how many got a workflow of their own */
  startWaiting(request: StartWaitingRequest): Promise<number>;
  record(request: RecordRequest): Promise<void>;
  refuse(request: RefuseRequest): Promise<BlobRef>;
  applyReview(request: ApplyReviewRequest): Promise<ReviewAnswer>;
  remind(request: RemindRequest): Promise<void>;
  escalateToLead(request: EscalateToLeadRequest): Promise<void>;
}
