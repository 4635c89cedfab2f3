import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { build } from 'vite';
import { createApp } from '../../api/app.ts';
import { installedModels } from '../../api/installed-models.ts';
import { type OnDevicePackages, onDevicePackages } from '../../api/on-device-packages.ts';
import { openDeskOffice } from '../../models/desk-office.ts';
import { shippedWeights } from '../../models/registry.ts';
import { Availability } from '../../observability/availability.ts';
import { packageRoot } from '../../schemas/package-root.ts';
import { compressWeb } from '../../scripts/compress-web.ts';
import { FolderBlobStore } from '../../store/blobs/folder.ts';
import { closeDatabase, openDatabase } from '../../store/database.ts';
import { createSignInToken } from '../../store/sessions.ts';

export interface ServedPage {
  address: string;
  /** The built page, with the compressed copies that a build for use has. */
  webFolder: string;
  onDevice: OnDevicePackages;
  signInLink(): Promise<string>;
  close(): Promise<void>;
}

const nowhere = async (): Promise<never> => {
  throw new Error('no case is sent to this service');
};

/** The page and the API behind it, in this process on a database in memory; no workflow engine. */
export async function servePage(): Promise<ServedPage> {
  const folder = await mkdtemp(join(tmpdir(), 'docket-bench-page-'));
  const webFolder = join(folder, 'web');
  await build({
    configFile: join(packageRoot, 'web', 'vite.config.ts'),
    logLevel: 'error',
    build: { outDir: webFolder },
  });
  compressWeb(webFolder);
  const db = await openDatabase('pglite:memory');
  const models = () => installedModels([shippedWeights]);
  const onDevice = onDevicePackages([shippedWeights], models);
  const office = openDeskOffice(folder);
  const app = await createApp({
    db,
    blobs: new FolderBlobStore(join(folder, 'blobs')),
    workflows: {
      startDocument: nowhere,
      startTicket: nowhere,
      startBatch: nowhere,
      review: nowhere,
      readRegion: nowhere,
      healthy: async () => {},
    },
    availability: new Availability({ database: async () => {}, temporal: async () => {}, redis: async () => {} }),
    queue: { depth: nowhere },
    desks: () => [],
    models,
    onDevice,
    office,
    webFolder,
    limits: { maxBytes: 8_000_000, requestsPerMinute: 100_000 },
    publicUrl: null,
    webhookReceivers: 'public',
    log: pino({ level: 'silent' }),
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const address = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  return {
    address,
    webFolder,
    onDevice,
    signInLink: async () => `${address}/sign-in?token=${await createSignInToken(db)}`,
    async close() {
      app.server.closeAllConnections();
      await app.close();
      await office.close();
      await closeDatabase(db);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
