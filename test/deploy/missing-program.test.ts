import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { findProgram } from '../../deploy/local/find-program.ts';
import { postgresProgram } from '../../deploy/local/postgres-program.ts';
import { silentProgress } from '../../deploy/local/progress.ts';
import { provideRedis } from '../../deploy/local/redis.ts';
import { parseConfig } from '../../schemas/config.ts';
import { DocketError } from '../../schemas/errors.ts';

let dataDir: string;
const path = process.env.PATH;
before(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'docket-missing-'));
});
after(() => rm(dataDir, { recursive: true, force: true }));

it('without Redis and without a package manager, the message says what to install or set', async () => {
  process.env.PATH = dataDir;
  try {
    assert.equal(findProgram(['redis-server']), undefined);
    await assert.rejects(
      provideRedis({ config: parseConfig({}), dataDir, progress: silentProgress }),
      (error) =>
        error instanceof DocketError &&
        error.code === 'start.missing-program' &&
        /apt-get install redis-server/.test(error.message) &&
        /REDIS_URL/.test(error.message),
    );
  } finally {
    process.env.PATH = path;
  }
});

it('a cluster of a Postgres version that is not here is named, not opened', async () => {
  const cluster = join(dataDir, 'cluster');
  await mkdir(cluster);
  await writeFile(join(cluster, 'PG_VERSION'), '9\n');
  await assert.rejects(postgresProgram(cluster), /made by Postgres 9; found Postgres \d+.*Install Postgres 9/);
});
