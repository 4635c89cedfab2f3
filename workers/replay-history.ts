import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { openTracing } from './tracing.ts';

export type Replay = { ok: true; events: number } | { ok: false; events: number; problem: string };

/**
 * Runs the workflow code of `bundleCode` over an exported history and compares every step: the same decisions, or where
 * they differ. Nothing is called outside the workflow sandbox; no server is needed.
 */
export async function replayHistory(historyJson: string, bundleCode: string, workflowId?: string): Promise<Replay> {
  const history = historyFromJSON(JSON.parse(historyJson));
  const events = history.events?.length ?? 0;
  try {
    await Worker.runReplayHistory(
      { workflowBundle: { code: bundleCode }, plugins: [openTracing({}).plugin] },
      history,
      workflowId,
    );
    return { ok: true, events };
  } catch (error) {
    if (!(error instanceof DeterminismViolationError)) throw error;
    return { ok: false, events, problem: error.message };
  }
}

/** The SDK's own log lines off: for programs whose output people read. To be called before anything of the SDK. */
export function silenceSdk(): void {
  Runtime.install({ logger: new DefaultLogger('ERROR', () => {}) });
}
