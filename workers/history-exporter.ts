import type { Client } from '@temporalio/client';
import { type History, historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import type { Logger } from 'pino';
import type { BlobStore } from '../store/blobs/port.ts';
import type { Database } from '../store/database.ts';
import { recordHistory, runsToExport, type WorkflowRun } from '../store/runs.ts';
import { type Loop, repeat } from './repeat.ts';

const PAUSE_MS = 1_000;
const RUNS_A_ROUND = 50;

export interface HistoryExport {
  db: Database;
  blobs: BlobStore;
  client: Client;
  log: Logger;
}

/** Keeps the history of every closed run for good: the server forgets it after its retention. */
export function startHistoryExporter(parts: HistoryExport): Loop {
  return repeat('history-exporter', () => exportHistories(parts), PAUSE_MS, parts.log);
}

/** One round. `more`: at least one history was exported, so that others may wait. */
export async function exportHistories({ db, blobs, client, log }: HistoryExport): Promise<{ more: boolean }> {
  let exported = 0;
  for (const run of await runsToExport(db, RUNS_A_ROUND)) {
    try {
      if (await exportHistory({ db, blobs, client }, run)) exported += 1;
    } catch (error) {
      log.warn({ err: error, workflowId: run.workflowId, runId: run.runId }, 'a history could not be exported');
    }
  }
  return { more: exported > 0 };
}

async function exportHistory(
  { db, blobs, client }: Omit<HistoryExport, 'log'>,
  { workflowId, runId }: WorkflowRun,
): Promise<boolean> {
  const handle = client.workflow.getHandle(workflowId, runId);
  const { status } = await handle.describe();
  if (status.name === 'RUNNING') return false;
  const history = await handle.fetchHistory();
  const blob = await blobs.put(Buffer.from(historyToJSON(history)), 'application/json');
  await recordHistory(db, { workflowId, runId, history: blob, bundle: buildOf(history) });
  return true;
}

/** The build that ran the last workflow task: it replayed, or could have replayed, everything before it. */
export function buildOf(history: History): string {
  const builds = (history.events ?? []).flatMap((event) => {
    const build = event.workflowTaskCompletedEventAttributes?.workerVersion?.buildId;
    return build ? [build] : [];
  });
  const last = builds.at(-1);
  if (last === undefined) throw new Error('no workflow task of this history names its build');
  return last;
}
