import { fileURLToPath } from 'node:url';
import { CompleteAsyncError, Context } from '@temporalio/activity';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import type { InferenceQueue } from '../../../models/inference-queue.ts';

Runtime.install({ logger: new DefaultLogger('ERROR') });

/**
 * A Temporal worker whose activity `extract` puts its job on the queue of `model`, but forgets to in its first attempts,
 * as a worker that dies in between.
 */
export async function startForgetfulWorker(
  { temporalAddress: address, unique }: { temporalAddress: string; unique: string },
  queue: InferenceQueue,
  model: string,
): Promise<{ attempts: Map<string, number>; close(): Promise<void> }> {
  const connection = await NativeConnection.connect({ address });
  const attempts = new Map<string, number>();
  const worker = await Worker.create({
    connection,
    taskQueue: unique,
    workflowsPath: fileURLToPath(new URL('./waiting-workflow.ts', import.meta.url)),
    activities: {
      async extract(forgets: number): Promise<never> {
        const { workflowExecution, activityId, attempt } = Context.current().info;
        if (!workflowExecution) throw new Error('no workflow');
        const target = { ...workflowExecution, activityId };
        const reading = { sha256: '0'.repeat(64), bytes: 1, mediaType: 'application/json' };
        if (attempt > forgets) await queue.enqueue({ task: 'extract', target, model, reading, part: 1 });
        attempts.set(target.workflowId, attempt);
        throw new CompleteAsyncError();
      },
    },
  });
  const running = worker.run();
  return {
    attempts,
    async close() {
      worker.shutdown();
      await running;
      await connection.close();
    },
  };
}
