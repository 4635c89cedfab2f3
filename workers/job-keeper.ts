import { ActivityNotFoundError, type Client, WorkflowNotFoundError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import proto from '@temporalio/proto';
import type { Logger } from 'pino';
import type { InferenceQueue } from '../models/inference-queue.ts';
import type { CaseActivities } from '../schemas/activities.ts';
import type { ErrorCode } from '../schemas/errors.ts';
import type { ActivityTarget } from '../schemas/queues.ts';
import type { Database } from '../store/database.ts';
import { type RunCursor, runsAtWork } from '../store/runs.ts';
import { type Loop, repeat } from './repeat.ts';

const PAUSE_MS = 2000;
const RUNS_A_ROUND = 50;
/** Longer than an activity takes to put its job on the queue or to say that it cannot. */
const SURELY_QUEUED_MS = 20_000;
/** Activities that end when the job that they put on a queue does. */
const QUEUED: ReadonlySet<string> = new Set([
  'extract',
  'askTeacher',
  'triageSlice',
] satisfies (keyof CaseActivities)[]);
const { PENDING_ACTIVITY_STATE_STARTED } = proto.temporal.api.enums.v1.PendingActivityState;

export interface JobKeeping {
  db: Database;
  client: Client;
  queue: Pick<InferenceQueue, 'find'>;
  /** Names of all models that have a queue. */
  models(): readonly string[];
  log: Logger;
  /** By default 20 s. */
  surelyQueuedMs?: number;
}

/**
 * Finds activities that wait for a job which is on no queue: their worker died, or was cut off from Temporal, after it
 * took the activity and before it put the job there; or Redis lost it. They are tried again. One whose job was given up
 * while Temporal was away is told so.
 */
export function startJobKeeper(parts: JobKeeping): Loop {
  let after: RunCursor = null;
  const round = async () => {
    after = await keepJobs(parts, after);
    return { more: false };
  };
  return repeat('job-keeper', round, PAUSE_MS, parts.log);
}

/** One round. @returns where the next one goes on */
export async function keepJobs(parts: JobKeeping, after: RunCursor): Promise<RunCursor> {
  const { db, surelyQueuedMs: olderThanMs = SURELY_QUEUED_MS } = parts;
  const { runs, next } = await runsAtWork(db, { olderThanMs, after, limit: RUNS_A_ROUND });
  for (const run of runs) {
    for (const activityId of await waitingActivities(parts.client, run, olderThanMs)) {
      await keepJob(parts, { ...run, activityId });
    }
  }
  return next;
}

/** Ids of a run's activities that have waited for the queue for so long. */
async function waitingActivities(
  client: Client,
  { workflowId, runId }: { workflowId: string; runId: string },
  olderThanMs: number,
): Promise<string[]> {
  try {
    const { raw } = await client.workflow.getHandle(workflowId, runId).describe();
    return (raw.pendingActivities ?? []).flatMap(({ activityId, activityType, state, lastStartedTime }) => {
      const isWaiting = state === PENDING_ACTIVITY_STATE_STARTED && QUEUED.has(activityType?.name ?? '');
      const since = Number(lastStartedTime?.seconds ?? 0) * 1000;
      return isWaiting && activityId && Date.now() - since > olderThanMs ? [activityId] : [];
    });
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return [];
    throw error;
  }
}

async function keepJob({ client, queue, models, log }: JobKeeping, target: ActivityTarget): Promise<void> {
  const place = await queue.find(target, models());
  if (place.kind === 'queued') return;
  const isGivenUp = place.kind === 'failed';
  const [type, message]: [ErrorCode, string] = isGivenUp
    ? ['model.failed', `The job was given up: ${place.reason}`]
    : ['unavailable.redis', 'The job is on no queue'];
  const failure = ApplicationFailure.create({ type, message, nonRetryable: isGivenUp });
  failure.stack = '';
  try {
    await client.activity.fail(target, failure);
    log.warn({ target, problem: message }, 'an activity waited for a job that nobody has');
  } catch (error) {
    // It has ended meanwhile: its job was done between the two looks.
    if (!(error instanceof ActivityNotFoundError)) throw error;
  }
}
