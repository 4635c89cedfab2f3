import type { OpenTelemetryPlugin } from '@temporalio/interceptors-opentelemetry-v2';
import { type NativeConnection, Worker } from '@temporalio/worker';
import type { CaseActivities } from '../schemas/activities.ts';
import type { WorkflowBundle } from './workflow-bundle.ts';

/**
 * Slots for two cores. Activities mostly wait (database, blobs, queue); what computes is bounded elsewhere: reading by
 * its pool of child processes, ticket inference by its session threads.
 */
export const SLOTS = {
  maxConcurrentWorkflowTaskExecutions: 40,
  maxConcurrentWorkflowTaskPolls: 8,
  maxConcurrentActivityTaskExecutions: 16,
  maxConcurrentActivityTaskPolls: 6,
  maxConcurrentLocalActivityExecutions: 16,
  maxCachedWorkflows: 200,
};

/** Running activities are given this long at a shutdown; what is cut off is tried again by another worker. */
const GRACE = '20 s';
const FORCE = '30 s';

export interface WorkerParts {
  connection: NativeConnection;
  namespace: string;
  taskQueue: string;
  bundle: WorkflowBundle;
  activities: CaseActivities;
  tracing: OpenTelemetryPlugin;
  /** By default the process and its host. */
  identity?: string;
}

/** `buildId` is the SHA-256 of the bundle: every workflow task in a history names the build that ran it. */
export function createWorker({ bundle, tracing, activities, ...parts }: WorkerParts): Promise<Worker> {
  return Worker.create({
    ...parts,
    ...SLOTS,
    activities,
    workflowBundle: { code: bundle.code },
    buildId: bundle.blob.sha256,
    plugins: [tracing],
    shutdownGraceTime: GRACE,
    shutdownForceTime: FORCE,
  });
}
