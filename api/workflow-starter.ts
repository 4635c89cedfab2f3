import type { DocumentArrival } from '../schemas/case.ts';
import type { BlobRef } from '../schemas/primitives.ts';
import type { RegionInput } from '../schemas/region.ts';
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
  /**
   * Reads a part of a page by optical recognition. @returns blob of a `RegionReading`
   * @throws DocketError of the reading, or `unavailable.temporal`
   */
  readRegion(input: RegionInput): Promise<BlobRef>;
  /** Rejects when the engine does not answer. */
  healthy(): Promise<void>;
}
