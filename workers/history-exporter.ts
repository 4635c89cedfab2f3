import type { Client } from '@temporalio/client';
import { type History, historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import type { Logger } from 'pino';
import type { BlobStore } from '../store/blobs/port.ts';
import type { Database } from '../store/database.ts';
import { type ExportedRun, recordHistories, runsToExport } from '../store/runs.ts';
import { type Loop, repeat } from './repeat.ts';

const PAUSE_MS = 1_000;
const RUNS_A_ROUND = 50;
const AT_ONCE = 4;

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
  const waiting = (await runsToExport(db, RUNS_A_ROUND)).values();
  const exported: ExportedRun[] = [];
  const lane = async (): Promise<void> => {
    for (const { workflowId, runId } of waiting) {
      try {
        const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
        if (!isClosed(history)) continue;
        const blob = await blobs.put(Buffer.from(historyToJSON(history)), 'application/json');
        exported.push({ workflowId, runId, history: blob, bundle: buildOf(history) });
      } catch (error) {
        log.warn({ err: error, workflowId, runId }, 'a history could not be exported');
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  await recordHistories(db, exported);
  return { more: exported.length > 0 };
}

const isClosed = ({ events }: History): boolean => {
  const last = events?.at(-1);
  return Boolean(
    last?.workflowExecutionCompletedEventAttributes ??
      last?.workflowExecutionFailedEventAttributes ??
      last?.workflowExecutionTimedOutEventAttributes ??
      last?.workflowExecutionCanceledEventAttributes ??
      last?.workflowExecutionTerminatedEventAttributes ??
      last?.workflowExecutionContinuedAsNewEventAttributes,
  );
};

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
