import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { PGlite } from '@electric-sql/pglite';
import { startingPolicy } from '../../schemas/policy.ts';

const folder = join(import.meta.dirname, '../../store/migrations');

test('desks of own labels that took tickets before they began by suggesting go on as they were', async () => {
  const db = await PGlite.create();
  const files = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  const at = files.findIndex((name) => name.endsWith('_statistics.sql'));
  assert.ok(at > 0);
  const run = async (name: string) => {
    const text = await readFile(join(folder, name), 'utf8');
    for (const statement of text.split('--> statement-breakpoint')) await db.exec(statement);
  };
  for (const name of files.slice(0, at)) await run(name);
  const ticket = (id: string, desk: string) =>
    db.query(
      `insert into cases (id, kind, state, title, desk, part, arrival, actor, reasons)
       values ($1, 'ticket', 'review', 't', $2, 1, '{}', 'key:a', '[]')`,
      [id, desk],
    );
  await ticket('1', 'front-desk');
  await ticket('2', 'front-desk');
  await ticket('3', 'banking77');
  await ticket('4', 'chosen');
  await db.exec(`insert into desk_policies (desk, policy, watch) values ('chosen', '{"automation": "never"}', '{}')`);
  await run(files[at] ?? '');
  const { rows } = await db.query('select desk, policy from desk_policies order by desk');
  await db.close();
  assert.deepEqual(rows, [
    { desk: 'chosen', policy: { automation: 'never' } },
    { desk: 'front-desk', policy: { automation: 'confident', secondLooks: 0.05 } },
  ]);
  assert.equal(startingPolicy('front-desk').automation, 'never');
  assert.equal(startingPolicy('banking77').automation, 'confident');
});
