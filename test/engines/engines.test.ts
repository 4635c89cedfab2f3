import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Client } from 'pg';
import { startEngines } from './engines.ts';

it('every call gets a database of its own on the shared Postgres', async () => {
  const first = await startEngines({ postgres: true });
  const second = await startEngines({ postgres: true });
  const one = new Client(first.databaseUrl);
  await one.connect();
  await one.query('create table only_here (n int)');
  await one.end();
  const other = new Client(second.databaseUrl);
  await other.connect();
  assert.deepEqual((await other.query("select to_regclass('only_here') as found")).rows, [{ found: null }]);
  await other.end();
  await Promise.all([first.stop(), second.stop()]);
});
