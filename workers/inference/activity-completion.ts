import { SpanKind, trace } from '@opentelemetry/api';
import { wrapTracer } from '@opentelemetry/api/experimental';
import { ActivityNotFoundError, type Client } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { DocketError } from '../../schemas/errors.ts';
import type { BlobRef } from '../../schemas/primitives.ts';
import type { ActivityTarget } from '../../schemas/queues.ts';

/** `late`: the activity was no longer waiting; the answer is dropped. */
export type Completion = 'done' | 'late';

/** A Temporal that does not answer by then is away: the job waits on its queue. */
const CALL_MS = 10_000;

/** No stack travels: the log has it. */
function failureOf(error: DocketError): ApplicationFailure {
  const failure = ApplicationFailure.create({ type: error.code, message: error.message, nonRetryable: true });
  failure.stack = '';
  return failure;
}

/** Ends asynchronous activities by their ids. Rejects while Temporal is away. */
export type ActivityCompletion = {
  complete(target: ActivityTarget, result: BlobRef): Promise<Completion>;
  /** Fails the activity for good, with the error's code as the failure's type. */
  fail(target: ActivityTarget, error: DocketError): Promise<Completion>;
};

export function activityCompletion(client: Client, callMs = CALL_MS): ActivityCompletion {
  const tracer = wrapTracer(trace.getTracer('docket'));
  const settle = async (call: () => Promise<void>): Promise<Completion> => {
    try {
      await tracer.withActiveSpan('complete activity', { kind: SpanKind.CLIENT }, () =>
        client.connection.withDeadline(Date.now() + callMs, call),
      );
      return 'done';
    } catch (error) {
      if (error instanceof ActivityNotFoundError) return 'late';
      throw error;
    }
  };
  return {
    complete: (target, result) => settle(() => client.activity.complete(target, result)),
    fail: (target, error) => settle(() => client.activity.fail(target, failureOf(error))),
  };
}
