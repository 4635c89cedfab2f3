import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { Client } from '@temporalio/client';
import { WithStartWorkflowOperation } from '@temporalio/client';
import { answerUpdate } from './bare-workflows.ts';

export type BareWorkflow = 'bareWorkflow' | 'bareLocalActivityWorkflow' | 'bareActivityWorkflow';

/** Workflows that do nothing, on the server of the product: what the server and the SDK cost by themselves. */
export interface BareWorkflows {
  /** From the start to the result, as a client sees it. */
  run(workflow: BareWorkflow): Promise<unknown>;
  /** One local activity, answered through update-with-start. */
  runWithUpdate(): Promise<unknown>;
  stop(): Promise<void>;
}

/** Starts their worker in a process of its own. */
export async function startBareWorkflows(client: Client, address: string, namespace: string): Promise<BareWorkflows> {
  const taskQueue = `bench-bare-${randomUUID()}`;
  const script = fileURLToPath(new URL('./bare-worker.ts', import.meta.url));
  const child = fork(script, [address, namespace, taskQueue], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const exit = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve());
    child.once('exit', (code) => reject(new Error(`the bare worker ended with exit ${code}`)));
  });
  const place = () => ({ taskQueue, workflowId: `bench-${randomUUID()}` });
  return {
    run: (workflow) => client.workflow.execute(workflow, place()),
    runWithUpdate: () =>
      client.workflow.executeUpdateWithStart(answerUpdate, {
        startWorkflowOperation: new WithStartWorkflowOperation('bareUpdateWorkflow', {
          ...place(),
          workflowIdConflictPolicy: 'FAIL',
        }),
      }),
    async stop() {
      child.kill('SIGTERM');
      await exit;
    },
  };
}
