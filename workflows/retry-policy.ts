import type { ActivityOptions, LocalActivityOptions } from '@temporalio/workflow';

/**
 * Which failures are final is decided where they arise (`activities/failure.ts`): an error whose code says that trying
 * again cannot help, or an unexpected one that came several times, arrives non-retryable. What is retried without end
 * is therefore only a service that is away: nothing accepted is lost while it is.
 */
const RETRY = { initialInterval: '500 ms', backoffCoefficient: 2, maximumInterval: '30 s' } as const;

/**
 * A step that takes longer than a moment says that it is at work (`activities/while-beating.ts`), so that a worker
 * which died is noticed long before the step's own limit. Long enough for a process on a busy machine to come to it.
 */
const HEARTBEAT = '30 s';

/** Parsing and recognising a large scan: above the reader's own limits, which end it first with a coded error. */
export const READING: ActivityOptions = {
  startToCloseTimeout: '15 min',
  heartbeatTimeout: HEARTBEAT,
  retry: RETRY,
};

/** Short steps that touch blobs or the database on the way. */
export const STEP: ActivityOptions = { startToCloseTimeout: '1 min', retry: RETRY };

/** A person waits for it: after a second try they are told rather than kept waiting. */
export const REGION: ActivityOptions = {
  startToCloseTimeout: '20 s',
  scheduleToCloseTimeout: '30 s',
  retry: { ...RETRY, maximumAttempts: 2 },
};

/**
 * Steps of milliseconds: run beside the workflow task, recorded as one marker each. After `localRetryThreshold` a
 * retry waits as a timer of the server and not in the worker.
 */
export const LOCAL: LocalActivityOptions = {
  startToCloseTimeout: '30 s',
  scheduleToCloseTimeout: '30 days',
  localRetryThreshold: '10 s',
  retry: RETRY,
};

/**
 * Inference through the queue completes asynchronously. The limit covers the whole wait, since a job may sit behind a
 * backlog; there is no heartbeat, which a backlog would time out. A dead inference worker is noticed by the queue's
 * stalled-job recovery, an activity whose job never came onto the queue by `workers/job-keeper.ts`. The inference worker
 * has retried a failing job by itself, so its verdict is final here.
 */
export const INFERENCE: ActivityOptions = {
  startToCloseTimeout: '7 days',
  scheduleToCloseTimeout: '7 days',
  retry: { ...RETRY, nonRetryableErrorTypes: ['model.failed', 'model.invalid', 'internal.unexpected'] },
};

/** A larger model over HTTP: the call has its own timeout; after a few tries the fields go to a person. */
export const LARGER_MODEL: ActivityOptions = {
  startToCloseTimeout: '3 min',
  heartbeatTimeout: HEARTBEAT,
  scheduleToCloseTimeout: '10 min',
  retry: { ...RETRY, initialInterval: '2 s', maximumAttempts: 3 },
};

/** The slices of batches of builds that knew one size only. */
export const SLICE_SIZE = 64;

/** Slices of one batch under way at once: keeps the inference queue fed while earlier ones are recorded. */
export const SLICES_IN_FLIGHT = 4;

/** Reminders for one review at most, whatever the timers say: bounds the history. */
export const MOST_REMINDERS = 30;
