import { fileURLToPath } from 'node:url';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { SLOTS } from '../../workers/create-worker.ts';
import type { BareActivities } from './bare-workflows.ts';

/** `node bare-worker.ts ADDRESS NAMESPACE TASK-QUEUE`: bare workflows with the slots of the product's own worker. */
const [address, namespace, taskQueue] = process.argv.slice(2);
if (address === undefined || namespace === undefined || taskQueue === undefined)
  throw new Error('usage: bare-worker ADDRESS NAMESPACE TASK-QUEUE');

Runtime.install({ logger: new DefaultLogger('WARN'), shutdownSignals: [] });
const connection = await NativeConnection.connect({ address });
const activities: BareActivities = { nothing: async () => 'done' };
const worker = await Worker.create({
  connection,
  namespace,
  taskQueue,
  activities,
  workflowsPath: fileURLToPath(new URL('./bare-workflows.ts', import.meta.url)),
  ...SLOTS,
});
const stop = () => {
  if (worker.getState() === 'RUNNING') worker.shutdown();
};
process.once('SIGTERM', stop);
process.once('disconnect', stop);
const running = worker.run();
process.send?.({ type: 'ready' });
await running;
await connection.close();
process.exit(0);
