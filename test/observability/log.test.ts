import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'drizzle-orm';
import { loggedError } from '../../observability/log.ts';
import { DocketError } from '../../schemas/errors.ts';
import { closeDatabase, openDatabase } from '../../store/database.ts';

describe('an error in the log', () => {
  it('of a query holds the query and what the database said, and none of its values', async () => {
    const db = await openDatabase('pglite:memory');
    try {
      await db.execute(sql`create table papers (name text primary key)`);
      await db.execute(sql`insert into papers values (${'Erika Mustermann'})`);
      const failed = await db
        .execute(sql`insert into papers values (${'Erika Mustermann'})`)
        .then(() => assert.fail('the row was taken'))
        .catch((error: unknown) => error);
      const told = JSON.stringify(failed, Object.getOwnPropertyNames(failed));
      assert.match(told, /Erika Mustermann/, 'the error itself holds the value');

      const error = new DocketError('unavailable.database', 'The case was not kept', { cause: failed });
      const logged = loggedError(error) as { message: string; stack: string; code: string };
      assert.doesNotMatch(JSON.stringify(logged), /Mustermann/);
      assert.match(
        logged.message,
        /^The case was not kept: Failed query: insert into papers values \(\$1\): duplicate key/,
      );
      assert.match(logged.stack, /log\.test\.ts/);
      assert.equal(logged.code, 'unavailable.database');
    } finally {
      await closeDatabase(db);
    }
  });

  it('of anything else is as pino writes it, with its causes', () => {
    const error = new Error('The round failed', { cause: new Error('the socket was closed') });
    const logged = loggedError(error) as { type: string; message: string };
    assert.deepEqual([logged.type, logged.message], ['Error', 'The round failed: the socket was closed']);
    assert.equal(loggedError('no error at all'), 'no error at all');
  });
});
