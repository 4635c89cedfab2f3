import { fileURLToPath } from 'node:url';
import { CompleteAsyncError, Context } from '@temporalio/activity';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { openInferenceQueue } from '../../../models/inference-queue.ts';
import type { BlobRef } from '../../../schemas/primitives.ts';
import type { ExtractJob, TriageJob } from '../../../schemas/queues.ts';

Runtime.install({ logger: new DefaultLogger('ERROR') });

/** An inference job before its activity is known. */
export type InferenceRequest = Omit<ExtractJob, 'target'> | Omit<TriageJob, 'target'>;

export type AskingWorker = {
  client: Client;
  /** Starts a workflow that puts the job on its queue and waits for its answer. */
  ask(request: InferenceRequest): Promise<{ result(): Promise<BlobRef> }>;
  close(): Promise<void>;
};

/** A Temporal worker whose only activity puts an inference job on its queue and completes asynchronously. */
export async function startAskingWorker(engines: {
  temporalAddress: string;
  redisUrl: string;
  unique: string;
}): Promise<AskingWorker> {
  const { temporalAddress: address, redisUrl, unique } = engines;
  const queue = openInferenceQueue(redisUrl, unique);
  const connection = await NativeConnection.connect({ address });
  const worker = await Worker.create({
    connection,
    taskQueue: unique,
    workflowsPath: fileURLToPath(new URL('./workflow.ts', import.meta.url)),
    activities: {
      async infer(request: InferenceRequest): Promise<never> {
        const { workflowExecution, activityId } = Context.current().info;
        if (!workflowExecution) throw new Error('no workflow');
        await queue.enqueue({ ...request, target: { ...workflowExecution, activityId } });
        throw new CompleteAsyncError();
      },
    },
  });
  const running = worker.run();
  const client = new Client({ connection: await Connection.connect({ address }) });
  let next = 0;
  return {
    client,
    async ask(request) {
      const workflowId = `${unique}-${next++}`;
      return client.workflow.start('askInference', { taskQueue: unique, workflowId, args: [request] });
    },
    async close() {
      worker.shutdown();
      await running;
      await Promise.all([queue.close(), client.connection.close(), connection.close()]);
    },
  };
}
