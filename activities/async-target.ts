import { Context } from '@temporalio/activity';
import { DocketError } from '../schemas/errors.ts';
import type { ActivityTarget } from '../schemas/queues.ts';

/** What the inference worker completes: this activity, whichever attempt it is. */
export function asyncTarget(): ActivityTarget {
  const { workflowExecution, activityId } = Context.current().info;
  if (!workflowExecution) throw new DocketError('internal.unexpected', 'The activity belongs to no workflow');
  return { ...workflowExecution, activityId };
}
