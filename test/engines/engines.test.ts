import assert from 'node:assert/strict';
import { it } from 'node:test';
import connect from 'postgres';
import { startEngines } from './engines.ts';

it('every call gets a database of its own on the shared Postgres', async () => {
  const first = await startEngines({ postgres: true });
  const second = await startEngines({ postgres: true });
  const sql = connect(first.databaseUrl, { max: 1 });
  await sql`create table only_here (n int)`;
  await sql.end();
  const other = connect(second.databaseUrl, { max: 1 });
  assert.deepEqual([...(await other`select to_regclass('only_here') as found`)], [{ found: null }]);
  await other.end();
  await Promise.all([first.stop(), second.stop()]);
});
