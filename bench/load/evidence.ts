import type { CaseState } from '../../schemas/case.ts';
import type { SentRequest } from './clients.ts';
import type { Decision } from './reviewer.ts';
import type { ReceivedEvent } from './webhook-receiver.ts';

/** What a run left behind, in the database, in Redis, in Temporal, in the blob store, at the receiver and at the senders. */
export interface Evidence {
  sent: readonly SentRequest[];
  decisions: readonly Decision[];
  cases: readonly CaseLeft[];
  outcomes: readonly { caseId: string; revision: number; key: string; state: CaseState }[];
  /** Entries of the chain that are about a case. */
  entries: readonly { caseId: string; action: string }[];
  chain: { ok: boolean; said: string };
  outbox: readonly EventLeft[];
  received: readonly ReceivedEvent[];
  /** Deliveries that a receiver must never see. */
  wrongDeliveries: readonly string[];
  queues: readonly QueueLeft[];
  /** Keys of jobs that no queue knows. */
  strayJobs: readonly string[];
  openWorkflows: readonly string[];
  runs: readonly { workflowId: string; runId: string; caseId: string | null; exported: boolean }[];
  /** Processes that ended by themselves, a line each. */
  ended: readonly string[];
  /** Blobs that are referred to but not there, or altered. */
  badBlobs: readonly string[];
}

export interface CaseLeft {
  id: string;
  state: CaseState;
  parentId: string | null;
  /** Of a ticket in bulk: while nobody decides it, it may wait with the others of its batch in one workflow. */
  batchId: string | null;
  reasons: readonly string[];
}

export interface EventLeft {
  id: string;
  caseId: string;
  type: string;
  attempts: number;
  delivered: boolean;
  dead: boolean;
}

export interface QueueLeft {
  name: string;
  /** Jobs by state: waiting, active, delayed, prioritized, waiting-children. */
  counts: Record<string, number>;
  failed: readonly { id: string; reason: string }[];
}
