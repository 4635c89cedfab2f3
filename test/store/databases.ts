import { after, before, describe } from 'node:test';
import { closeDatabase, type Database, openDatabase } from '../../store/database.ts';
import { migrate } from '../../store/migrate.ts';
import { type Engines, startEngines } from '../engines/engines.ts';

/** Runs the same tests on a new PGlite and on a new database of a real Postgres. */
export function onEachDatabase(tests: (database: () => Database) => void): void {
  describe('on PGlite', () => onDatabase(() => openDatabase('pglite:memory'), tests));
  describe('on Postgres', () => {
    let engines: Engines;
    before(async () => {
      engines = await startEngines({ postgres: true });
      await migrate(engines.databaseUrl);
    });
    onDatabase(() => openDatabase(engines.databaseUrl), tests);
    after(() => engines.stop());
  });
}

function onDatabase(open: () => Promise<Database>, tests: (database: () => Database) => void): void {
  let db: Database | undefined;
  before(async () => {
    db = await open();
  });
  after(async () => {
    if (db !== undefined) await closeDatabase(db);
  });
  tests(() => {
    if (db === undefined) throw new Error('the database is opened before the tests');
    return db;
  });
}
