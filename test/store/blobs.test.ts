import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { z } from 'zod';
import { parseConfig } from '../../schemas/config.ts';
import { getJson, putJson } from '../../store/blobs/json.ts';
import { openBlobStore } from '../../store/blobs/open.ts';
import type { BlobStore } from '../../store/blobs/port.ts';
import { type S3Server, startS3 } from './s3-server.ts';

interface Adapter {
  store: BlobStore;
  /** Changes the stored bytes behind the store's back. */
  alter(sha256: string): Promise<void>;
  close(): Promise<void>;
}

async function folderAdapter(): Promise<Adapter> {
  const root = await mkdtemp(join(tmpdir(), 'docket-blobs-'));
  return {
    store: openBlobStore(parseConfig({ DOCKET_BLOBS: root })),
    alter: (sha256) => writeFile(join(root, sha256.slice(0, 2), sha256.slice(2, 4), sha256), 'altered'),
    close: () => rm(root, { recursive: true, force: true }),
  };
}

async function s3Adapter(): Promise<Adapter> {
  const server: S3Server = await startS3('docket');
  const store = openBlobStore(parseConfig({ DOCKET_BLOBS: 's3://docket/a/b', DOCKET_S3_ENDPOINT: server.endpoint }));
  return {
    store,
    alter: (sha256) => server.alter('docket', `a/b/${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`),
    close: () => server.stop(),
  };
}

/** What every blob store does. */
function conformance(name: string, open: () => Promise<Adapter>): void {
  describe(name, () => {
    let adapter: Adapter;
    before(async () => {
      adapter = await open();
    });
    after(() => adapter.close());

    for (const size of [0, 1, 70_000, 6 * 1024 * 1024]) {
      test(`${size} bytes come back as they were put`, async () => {
        const bytes = randomBytes(size);
        const ref = await adapter.store.put(bytes, 'image/png');
        assert.deepEqual([ref.bytes, ref.mediaType], [size, 'image/png']);
        assert.ok(Buffer.from(await adapter.store.get(ref)).equals(bytes));
        assert.ok(Buffer.from(await adapter.store.get(ref.sha256)).equals(bytes));
        assert.equal(await adapter.store.has(ref.sha256), true);
      });
    }

    test('the same bytes put many times at once are one blob', async () => {
      const bytes = randomBytes(1000);
      const refs = await Promise.all(Array.from({ length: 8 }, () => adapter.store.put(bytes, 'text/plain')));
      assert.equal(new Set(refs.map(({ sha256 }) => sha256)).size, 1);
      assert.ok(Buffer.from(await adapter.store.get(refs[0]?.sha256 ?? '')).equals(bytes));
    });

    test('what is not there is said to be missing', async () => {
      const sha256 = '0'.repeat(64);
      assert.equal(await adapter.store.has(sha256), false);
      await assert.rejects(adapter.store.get(sha256), { code: 'request.not-found' });
    });

    test('altered bytes are never handed out', async () => {
      const { sha256 } = await adapter.store.put(randomBytes(100), 'text/plain');
      await adapter.alter(sha256);
      await assert.rejects(adapter.store.get(sha256), { code: 'internal.unexpected' });
    });

    test('nothing but a SHA-256 names a blob', async () => {
      for (const name of ['../../etc/passwd', '', 'A'.repeat(64)]) {
        await assert.rejects(adapter.store.get(name), { code: 'request.invalid' });
      }
    });

    test('JSON comes back by its contract, and only by that', async () => {
      const ref = await putJson(adapter.store, { a: 'ü' });
      assert.deepEqual(await getJson(adapter.store, ref, z.object({ a: z.string() })), { a: 'ü' });
      await assert.rejects(getJson(adapter.store, ref, z.object({ a: z.number() })), { code: 'internal.unexpected' });
    });
  });
}

conformance('folder', folderAdapter);
conformance('S3', s3Adapter);

test('a folder holds whole blobs only, and says when it cannot', async () => {
  const root = await mkdtemp(join(tmpdir(), 'docket-blobs-'));
  try {
    const store = openBlobStore(parseConfig({ DOCKET_BLOBS: root }));
    const { sha256 } = await store.put(Buffer.from('x'), 'text/plain');
    const folder = join(root, sha256.slice(0, 2), sha256.slice(2, 4));
    assert.deepEqual(await readdir(folder), [sha256]);
    assert.equal(await readFile(join(folder, sha256), 'utf8'), 'x');
    const blocked = openBlobStore(parseConfig({ DOCKET_BLOBS: join(folder, sha256) }));
    await assert.rejects(blocked.put(Buffer.from('y'), 'text/plain'), { code: 'unavailable.blobs' });
  } finally {
    await rm(root, { recursive: true, force: true });
  }
});

test('an S3 that is away is said to be away', async () => {
  const server = await startS3('docket');
  await server.stop();
  const store = openBlobStore(parseConfig({ DOCKET_BLOBS: 's3://docket', DOCKET_S3_ENDPOINT: server.endpoint }));
  await assert.rejects(store.put(Buffer.from('y'), 'text/plain'), { code: 'unavailable.blobs' });
});

test('a place that is neither folder nor S3 is refused', () => {
  for (const place of ['http://x/y', 's3://', 's3://UPPER']) {
    assert.throws(() => openBlobStore(parseConfig({ DOCKET_BLOBS: place })), { code: 'config.invalid' });
  }
});
