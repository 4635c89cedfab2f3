import { type Client, WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import type { WorkflowStarter } from '../activities/dependencies.ts';
import { caseWorkflowId, priorityKeys, workflowNames } from '../schemas/workflows.ts';

/** Starts workflows of tickets that came in a batch, from activities. A case has one workflow: a second start finds the first and changes nothing. */
export function openWorkflowStarter(client: Client, taskQueue: string): WorkflowStarter {
  return {
    async startTicket(input) {
      try {
        await client.workflow.start(workflowNames.ticket, {
          taskQueue,
          workflowId: caseWorkflowId(input.caseId),
          workflowIdReusePolicy: 'REJECT_DUPLICATE',
          args: [input],
          priority: { priorityKey: priorityKeys.bulk },
        });
      } catch (error) {
        if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
      }
    },
  };
}
