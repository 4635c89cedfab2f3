import { createActivities } from '../../activities/create-activities.ts';
import type { ActivityDependencies } from '../../activities/dependencies.ts';
import { createWorker, type WorkerParts } from '../../workers/create-worker.ts';
import { openTracing } from '../../workers/tracing.ts';
import { buildBundle } from '../../workflows/build-bundle.ts';

/** A worker of one build, with activities that stamp it into their decisions. */
export interface FlowWorker {
  /** SHA-256 of its workflow bundle. */
  build: string;
  stop(): Promise<void>;
}

/** Starts a worker on the workflows of this tree, or on those at `workflowsPath`. */
export async function startFlowWorker(
  deps: Omit<ActivityDependencies, 'build'>,
  place: Pick<WorkerParts, 'connection' | 'namespace' | 'taskQueue'>,
  workflowsPath?: string,
): Promise<FlowWorker> {
  const code = await buildBundle(workflowsPath);
  const blob = await deps.blobs.put(Buffer.from(code), 'text/javascript');
  const worker = await createWorker({
    ...place,
    bundle: { code, blob },
    // A test may change the larger models and what was measured of them while the worker runs.
    activities: createActivities({
      ...deps,
      get larger() {
        return deps.larger;
      },
      gains: () => deps.gains(),
      build: blob.sha256,
    }),
    tracing: openTracing({}).plugin,
    identity: 'docket-test',
  });
  const running = worker.run();
  return {
    build: blob.sha256,
    async stop() {
      worker.shutdown();
      await running;
    },
  };
}
