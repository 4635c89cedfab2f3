import { Context } from '@temporalio/activity';
import { DocketError } from '../schemas/errors.ts';
import type { ActivityTarget } from '../schemas/queues.ts';

/** The workflow run that called this activity. */
export function currentRun(): { workflowId: string; runId: string } {
  const { workflowExecution } = Context.current().info;
  if (!workflowExecution) throw new DocketError('internal.unexpected', 'The activity belongs to no workflow');
  const { workflowId, runId } = workflowExecution;
  return { workflowId, runId };
}

/** What the inference worker completes: this activity, whichever attempt it is. */
export function asyncTarget(): ActivityTarget {
  return { ...currentRun(), activityId: Context.current().info.activityId };
}
