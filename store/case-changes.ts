import type { Database } from './connection.ts';

const CHANNEL = 'docket_case';

/**
 * Calls back with the id of every case that is new or changed its state, from whichever process. Lost while the
 * connection is: read the case again now and then. @returns what ends it
 */
export async function watchCases(db: Database, onChange: (caseId: string) => void): Promise<() => Promise<void>> {
  const end = await db.$client.listen(CHANNEL, onChange);
  return () => end();
}
