import assert from 'node:assert/strict';
import { WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';

/** Type and message of the failure that an update ended with. */
export async function refusalOf(update: Promise<unknown>): Promise<{ type: string; message: string }> {
  const error = await update.then(
    () => assert.fail('the decision was taken'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof WorkflowUpdateFailedError, String(error));
  assert.ok(error.cause instanceof ApplicationFailure);
  return { type: error.cause.type ?? '', message: error.cause.message };
}
