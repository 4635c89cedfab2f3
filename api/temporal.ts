import { randomUUID } from 'node:crypto';
import {
  Client,
  Connection,
  isGrpcServiceError,
  ServiceError,
  WithStartWorkflowOperation,
  WorkflowExecutionAlreadyStartedError,
  WorkflowFailedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { ActivityFailure, ApplicationFailure, TimeoutFailure } from '@temporalio/common';
import { OpenTelemetryWorkflowClientInterceptor } from '@temporalio/interceptors-opentelemetry-v2';
import { pingTemporal, promptReconnect } from '../observability/temporal-ping.ts';
import { within } from '../observability/within.ts';
import { DocketError, isErrorCode } from '../schemas/errors.ts';
import { type BlobRef, blobRef } from '../schemas/primitives.ts';
import type { RegionInput } from '../schemas/region.ts';
import type { ReviewDecision } from '../schemas/review.ts';
import {
  batchWorkflowId,
  caseWorkflowId,
  type DocumentWorkflowInput,
  type LadderStep,
  priorityKeys,
  REVIEW_UPDATE,
  type ReviewTimers,
  regionWorkflowId,
  type TicketBatchWorkflowInput,
  type TicketWorkflowInput,
  workflowNames,
} from '../schemas/workflows.ts';
import { canonicalSha256 } from '../store/canonical-json.ts';
import type { WorkflowStarter } from './workflow-starter.ts';

/** Tickets of a batch that one inference job labels. A slice costs two activities, whatever its size. */
const SLICE_SIZE = 100;
const START_DEADLINE_MS = 1500;
/** A decision is recorded by a worker: give it time, but not a person's patience. */
const REVIEW_DEADLINE_MS = 15_000;
/** A little more than the reading may take by its own limits. */
const REGION_DEADLINE_MS = 35_000;

export interface TemporalSettings {
  address: string;
  namespace: string;
  taskQueue: string;
  review: ReviewTimers;
  /** The steps above a specialist that can answer for a kind of case. */
  ladder(kind: 'document' | 'ticket'): LadderStep[];
  /** A ticket that came in a batch and waits for a person, perhaps without a workflow of its own; else null. */
  waiting(caseId: string): Promise<WaitingInput | null>;
}

/** What a workflow that goes on with a waiting ticket is begun with. */
export type WaitingInput = Pick<TicketWorkflowInput, 'ticket' | 'triaged'> & { waitedMs: number };

/** The workflow engine over its client. Connects at the first call, so the API starts without it. */
export function openTemporal(settings: TemporalSettings): WorkflowStarter & { close(): Promise<void> } {
  const { address, namespace, taskQueue, review } = settings;
  const connection = Connection.lazy({ address, channelArgs: promptReconnect });
  const interceptors = { workflow: [new OpenTelemetryWorkflowClientInterceptor()] };
  const client = new Client({ connection, namespace, interceptors });

  const start = async (
    workflow: string,
    workflowId: string,
    input: DocumentWorkflowInput | TicketWorkflowInput | TicketBatchWorkflowInput,
    priorityKey: number,
  ): Promise<void> => {
    try {
      const started = client.withDeadline(Date.now() + START_DEADLINE_MS, () =>
        client.workflow.start(workflow, {
          workflowId,
          taskQueue,
          args: [input],
          priority: { priorityKey },
          workflowIdReusePolicy: 'REJECT_DUPLICATE',
        }),
      );
      // The client's own pauses between its tries go beyond the deadline of a call.
      await within(START_DEADLINE_MS, 'unavailable.temporal', 'Temporal does not answer', started);
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw unavailable(error);
    }
  };
  const ofDocument = () => ({ review, ladder: settings.ladder('document') });
  const ofTicket = () => ({ review, ladder: settings.ladder('ticket') });

  return {
    startDocument: (caseId, arrival) =>
      start(
        workflowNames.document,
        caseWorkflowId(caseId),
        { caseId, arrival, ...ofDocument() },
        priorityKeys.document,
      ),
    startTicket: (caseId, ticket) =>
      start(workflowNames.ticket, caseWorkflowId(caseId), { caseId, ticket, ...ofTicket() }, priorityKeys.ticket),
    startBatch: ({ id: batchId, desk, cases, count }) =>
      start(
        workflowNames.ticketBatch,
        batchWorkflowId(batchId),
        { batchId, desk, cases, count, sliceSize: SLICE_SIZE, ...ofTicket() },
        priorityKeys.bulk,
      ),
    review: (caseId, decision) =>
      sendReview(client, caseId, decision, async () => {
        const waiting = await settings.waiting(caseId);
        if (waiting === null) return null;
        const args: [TicketWorkflowInput] = [{ caseId, ...waiting, review, ladder: [] }];
        return new WithStartWorkflowOperation(workflowNames.ticket, {
          workflowId: caseWorkflowId(caseId),
          taskQueue,
          args,
          priority: { priorityKey: priorityKeys.decision },
          workflowIdReusePolicy: 'REJECT_DUPLICATE',
          workflowIdConflictPolicy: 'USE_EXISTING',
        });
      }),
    readRegion: (input) => readRegion(client, taskQueue, input),
    healthy: () => pingTemporal(connection, namespace),
    close: () => connection.close(),
  };
}

async function readRegion(client: Client, taskQueue: string, input: RegionInput): Promise<BlobRef> {
  const late = 'The part of the page was not read in time';
  const read = client.workflow.execute(workflowNames.region, {
    workflowId: regionWorkflowId(input.caseId, randomUUID()),
    taskQueue,
    args: [input],
    priority: { priorityKey: priorityKeys.region },
    workflowExecutionTimeout: REGION_DEADLINE_MS,
  });
  try {
    return blobRef.parse(await within(REGION_DEADLINE_MS, 'reading.timeout', late, read));
  } catch (error) {
    if (!(error instanceof WorkflowFailedError)) throw unavailable(error);
    const failure = error.cause instanceof ActivityFailure ? error.cause.cause : error.cause;
    if (failure instanceof TimeoutFailure) throw new DocketError('reading.timeout', late, { cause: error });
    throw coded(failure) ?? error;
  }
}

/** The coded error that a failure of the workflow's side stands for. */
function coded(failure: unknown): DocketError | null {
  if (!(failure instanceof ApplicationFailure)) return null;
  const code = failure.type ?? '';
  return isErrorCode(code) ? new DocketError(code, failure.message, { cause: failure }) : null;
}

/**
 * A decision that comes again has the same update id, and the server answers it as it did before. Where the case has no
 * workflow yet, the decision begins it with what `begin` gives.
 */
async function sendReview(
  client: Client,
  caseId: string,
  decision: ReviewDecision,
  begin: () => Promise<WithStartWorkflowOperation<(input: TicketWorkflowInput) => Promise<unknown>> | null>,
): Promise<void> {
  const update = { updateId: `${decision.id}:${canonicalSha256(decision)}`, args: [decision] as [ReviewDecision] };
  const send = async (): Promise<unknown> => {
    try {
      return await client.workflow.getHandle(caseWorkflowId(caseId)).executeUpdate(REVIEW_UPDATE, update);
    } catch (error) {
      const startWorkflowOperation = error instanceof WorkflowNotFoundError ? await begin() : null;
      if (startWorkflowOperation === null) throw error;
      return await client.workflow.executeUpdateWithStart(REVIEW_UPDATE, { ...update, startWorkflowOperation });
    }
  };
  try {
    await client.withDeadline(Date.now() + REVIEW_DEADLINE_MS, send);
  } catch (error) {
    throw refusalOf(error, caseId);
  }
}

function refusalOf(error: unknown, caseId: string): unknown {
  if (error instanceof WorkflowNotFoundError) {
    return new DocketError('review.not-open', `Case ${caseId} is not waiting for review`, { cause: error });
  }
  if (error instanceof WorkflowUpdateFailedError) {
    return coded(error.cause) ?? error;
  }
  return unavailable(error);
}

function unavailable(error: unknown): unknown {
  const isAway =
    isGrpcServiceError(error) ||
    error instanceof ServiceError ||
    error instanceof WorkflowUpdateRPCTimeoutOrCancelledError;
  return isAway ? new DocketError('unavailable.temporal', 'Temporal does not answer', { cause: error }) : error;
}
