import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';

const POLL_MS = 1000;
/**
 * A system in which nothing is decided for this long is stuck: longer than the longest step may take, after which one whose
 * answer was lost is tried again.
 */
const STUCK_MS = 20 * 60_000;
/** Histories are waited for so much longer than the decisions took, and at least so long. */
const EXPORT_FACTOR = 2;
const EXPORT_LEAST_MS = 60_000;

export interface Decision {
  /** Milliseconds since the epoch, by the database's clock. */
  arrivedAt: number;
  decidedAt: number;
  state: string;
}

/** Waits until all cases are decided. `look` is called at every poll. @throws Error when nothing moves any more */
export async function untilDecided(database: Pool, cases: number, look: (decided: number) => void): Promise<void> {
  let last = 0;
  let movedAt = Date.now();
  for (;;) {
    const { rows } = await database.query<{ decided: number }>(
      'select count(*)::int as decided from outcomes where revision = 1',
    );
    const decided = rows[0]?.decided ?? 0;
    look(decided);
    if (decided >= cases) return;
    if (decided > last) movedAt = Date.now();
    last = decided;
    if (Date.now() - movedAt > STUCK_MS)
      throw new Error(`${decided} of ${cases} cases are decided and none more for ${STUCK_MS / 60_000} minutes`);
    await sleep(POLL_MS);
  }
}

export async function decisions(database: Pool): Promise<Decision[]> {
  const { rows } = await database.query<Decision>(`
    select (extract(epoch from cases.created_at) * 1000)::float8 as "arrivedAt",
      (extract(epoch from outcomes.created_at) * 1000)::float8 as "decidedAt", outcomes.state
    from outcomes join cases on cases.id = outcomes.case_id
    where outcomes.revision = 1 order by outcomes.created_at`);
  return rows;
}

/** Waits for the histories of all closed runs. @returns milliseconds that took, or null when it was given up */
export async function untilExported(database: Pool, drainMs: number): Promise<number | null> {
  const since = Date.now();
  while (Date.now() - since < Math.max(EXPORT_FACTOR * drainMs, EXPORT_LEAST_MS)) {
    const { rows } = await database.query<{ missing: number }>(`
      select count(*)::int as missing from workflow_runs left join cases on cases.id = workflow_runs.case_id
      where workflow_runs.exported_at is null
        and (workflow_runs.batch_id is not null or cases.state in ('accepted', 'rejected'))`);
    if (rows[0]?.missing === 0) return Date.now() - since;
    await sleep(POLL_MS);
  }
  return null;
}
