import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { providePostgres } from '../../deploy/local/postgres.ts';
import { silentProgress } from '../../deploy/local/progress.ts';
import { parseConfig } from '../../schemas/config.ts';
import { appendAudit } from '../../store/audit.ts';
import { closeDatabase, openDatabase } from '../../store/database.ts';
import { migrate } from '../../store/migrate.ts';
import type { ChainLimit } from './engine-run.ts';

const SECONDS = 10;
/** As many as the connections of one process. */
const WRITERS = 10;

/**
 * How many entries a second the audit chain takes on a Postgres of its own, each in a transaction, when nothing else is
 * done: every entry follows the one before, so more processes do not make it faster.
 */
export async function chainLimit(): Promise<ChainLimit> {
  const dataDir = await mkdtemp(join(tmpdir(), 'docket-chain-'));
  const config = parseConfig({ DOCKET_CACHE_DIR: process.env.DOCKET_CACHE_DIR });
  const postgres = await providePostgres({ config, dataDir, progress: silentProgress, port: 0 });
  try {
    await migrate(postgres.address);
    const db = await openDatabase(postgres.address);
    const since = performance.now();
    const end = since + SECONDS * 1000;
    const write = async (writer: number): Promise<number> => {
      let entries = 0;
      for (; performance.now() < end; entries++) {
        const body = { writer, entries, outcomeSha256: 'a'.repeat(64) };
        const event = { actor: 'bench', action: 'case.decided', caseId: null, body } as const;
        await db.transaction((tx) => appendAudit(tx, event));
      }
      return entries;
    };
    const written = await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)));
    const seconds = (performance.now() - since) / 1000;
    await closeDatabase(db);
    const entries = written.reduce((sum, one) => sum + one, 0);
    return { entriesPerSecond: entries / seconds, writers: WRITERS, seconds: Math.round(seconds) };
  } finally {
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}
