import { Connection } from '@temporalio/client';
import proto from '@temporalio/proto';
import { parseConfig } from '../schemas/config.ts';

/** Health of a Temporal worker as the server sees it: exit 0 while something polls the task queue. */
const config = parseConfig(process.env);
const connection = await Connection.connect({ address: config.TEMPORAL_ADDRESS ?? '127.0.0.1:7233' });
const { pollers } = await connection.workflowService.describeTaskQueue({
  namespace: config.TEMPORAL_NAMESPACE,
  taskQueue: { name: config.DOCKET_TASK_QUEUE },
  taskQueueType: proto.temporal.api.enums.v1.TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW,
});
await connection.close();
if (pollers.length === 0) {
  console.error(`nothing polls the task queue ${config.DOCKET_TASK_QUEUE}`);
  process.exitCode = 1;
}
