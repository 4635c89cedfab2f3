import type { DocumentArrival } from '../schemas/case.ts';
import type { ReviewDecision } from '../schemas/review.ts';
import type { TicketInput } from '../schemas/ticket.ts';
import type { NewBatch } from '../store/receive-cases.ts';

/** What the API asks of the workflow engine. Starting what already runs changes nothing. */
export interface WorkflowStarter {
  /** @throws DocketError `unavailable.temporal` */
  startDocument(caseId: string, arrival: DocumentArrival): Promise<void>;
  /** @throws DocketError `unavailable.temporal` */
  startTicket(caseId: string, ticket: TicketInput): Promise<void>;
  /** @throws DocketError `unavailable.temporal` */
  startBatch(batch: NewBatch): Promise<void>;
  /** Resolves when the decision is on record. @throws DocketError `review.*` when it is refused */
  review(caseId: string, decision: ReviewDecision): Promise<void>;
  /** Rejects when the engine does not answer. */
  healthy(): Promise<void>;
}
