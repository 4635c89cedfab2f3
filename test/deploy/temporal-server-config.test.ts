import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { freePorts } from '../../deploy/local/ports.ts';
import { databasesBeside } from '../../deploy/local/temporal-databases.ts';
import { SQLITE_FILE, temporalFolder } from '../../deploy/local/temporal-folder.ts';
import { PORTS_NEEDED, temporalServerConfig } from '../../deploy/local/temporal-server-config.ts';

it('the databases lie beside the one that is given, with its user and password', () => {
  assert.deepEqual(databasesBeside('postgres://docket:a%2Fb@[::1]:5433/docket'), {
    host: '::1',
    port: 5433,
    user: 'docket',
    password: 'a/b',
    store: 'temporal',
    visibility: 'temporal_visibility',
  });
  assert.equal(databasesBeside('postgres://docket@db/docket').port, 5432);
});

it('every service listens on the loopback, on ports of its own', async () => {
  const innerPorts = await freePorts(PORTS_NEEDED);
  const config = JSON.parse(
    temporalServerConfig({
      databases: databasesBeside('postgres://docket:secret@127.0.0.1:4684/docket', 'mine'),
      port: 4681,
      innerPorts,
      historyShards: 4,
      dynamicConfig: '/etc/dynamic.yaml',
    }),
  );
  const services: Record<string, { rpc: { grpcPort: number; membershipPort: number; bindOnIP: string } }> =
    config.services;
  assert.deepEqual(Object.keys(services), ['frontend', 'history', 'matching', 'worker']);
  assert.equal(services.frontend?.rpc.grpcPort, 4681);
  const ports = Object.values(services).flatMap(({ rpc }) => [rpc.grpcPort, rpc.membershipPort]);
  assert.equal(new Set(ports).size, 8);
  assert.ok(Object.values(services).every(({ rpc }) => rpc.bindOnIP === '127.0.0.1'));
  const { store, visibility } = config.persistence.datastores;
  assert.deepEqual([store.sql.databaseName, visibility.sql.databaseName], ['mine', 'mine_visibility']);
  assert.equal(store.sql.connectAddr, '127.0.0.1:4684');
  assert.equal(config.persistence.numHistoryShards, 4);
});

it('a data folder belongs to one kind of Temporal, those of earlier builds to the development server', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'docket-kind-'));
  try {
    const folder = temporalFolder(dataDir, 'postgres');
    assert.equal(temporalFolder(dataDir, 'postgres'), folder);
    assert.throws(() => temporalFolder(dataDir, 'sqlite'), /of the kind postgres, and DOCKET_TEMPORAL asks for sqlite/);
    await rm(folder, { recursive: true });
    await mkdir(folder);
    await writeFile(join(folder, SQLITE_FILE), '');
    assert.throws(() => temporalFolder(dataDir, 'postgres'), /of the kind sqlite/);
    assert.equal(temporalFolder(dataDir, 'sqlite'), folder);
  } finally {
    await rm(dataDir, { recursive: true });
  }
});
