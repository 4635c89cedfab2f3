import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { DocketError } from '../schemas/errors.ts';
import { openTracing } from './tracing.ts';

let isQuiet = false;

/** In a program that runs no worker of its own, the SDK's log lines would only stand between its output. */
function quietSdk(): void {
  if (isQuiet || Runtime._instance) return;
  isQuiet = true;
  Runtime.install({ logger: new DefaultLogger('ERROR', () => {}), telemetryOptions: { logging: { filter: 'OFF' } } });
}

/**
 * Runs the workflow code of `bundleCode` over an exported history (parsed JSON) and compares every step. Nothing is
 * called outside the workflow sandbox; no server is needed. Returns the number of events replayed.
 * @throws DocketError `audit.replay-mismatch` where the code decides otherwise than the history says
 */
export async function replayHistory(historyJson: unknown, bundleCode: string, workflowId?: string): Promise<number> {
  quietSdk();
  const history = historyFromJSON(historyJson);
  const options = { workflowBundle: { code: bundleCode }, plugins: [openTracing({}).plugin] };
  try {
    await Worker.runReplayHistory(options, history, workflowId);
  } catch (error) {
    if (!(error instanceof DeterminismViolationError)) throw error;
    throw new DocketError('audit.replay-mismatch', `The replay took another way: ${error.message}`, { cause: error });
  }
  return history.events?.length ?? 0;
}
