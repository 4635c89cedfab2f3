import { Client, Connection } from '@temporalio/client';
import type { Pool } from 'pg';
import { type EngineRun, spreadOf } from './engine-run.ts';

const SAMPLE = 100;

/** Events and bytes of workflow histories, as Temporal counts them: of runs of batches and of single cases, drawn by chance. */
export async function historySizes(database: Pool, address: string, cases: number): Promise<EngineRun['histories']> {
  const connection = await Connection.connect({ address });
  const client = new Client({ connection });
  const describe = async ({ workflow_id, run_id }: { workflow_id: string; run_id: string }) => {
    const { historyLength, historySize } = await client.workflow.getHandle(workflow_id, run_id).describe();
    return { events: historyLength, bytes: historySize ?? 0 };
  };
  try {
    const sampled: { events: number; bytes: number }[] = [];
    let runs = 0;
    let bytes = 0;
    for (const ofBatches of [true, false]) {
      const { rows: drawn } = await database.query<{ workflow_id: string; run_id: string; runs: number }>(
        `select workflow_id, run_id, (count(*) over ())::int as runs from workflow_runs
        where (batch_id is not null) = $1 order by md5(run_id) limit $2`,
        [ofBatches, SAMPLE],
      );
      const sizes = await Promise.all(drawn.map(describe));
      const all = drawn[0]?.runs ?? 0;
      runs += all;
      if (sizes.length > 0) bytes += (all * sizes.reduce((sum, one) => sum + one.bytes, 0)) / sizes.length;
      sampled.push(...sizes);
    }
    return {
      sampled: sampled.length,
      runs,
      eventsPerRun: spreadOf(sampled.map(({ events }) => events)),
      bytesPerRun: spreadOf(sampled.map((one) => one.bytes)),
      bytesPerCase: bytes / cases,
    };
  } finally {
    await connection.close();
  }
}
