import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { build } from 'vite';
import { readRegion } from '../../activities/read-region.ts';
import { createApp } from '../../api/app.ts';
import type { ApiDependencies } from '../../api/dependencies.ts';
import { onDevicePackages } from '../../api/on-device-packages.ts';
import { openDeskOffice } from '../../models/desk-office.ts';
import { Availability } from '../../observability/availability.ts';
import { parseConfig } from '../../schemas/config.ts';
import { FolderBlobStore } from '../../store/blobs/folder.ts';
import { closeDatabase, openDatabase } from '../../store/database.ts';
import { pingDatabase } from '../../store/ping-database.ts';
import { createSignInToken } from '../../store/sessions.ts';
import { openDocumentReader } from '../../workers/document-reader.ts';
import { reviewInProcess } from './review-in-process.ts';

export const desks = [
  {
    name: 'banking77',
    labels: ['card_arrival', 'card_payment_fee_charged', 'lost_or_stolen_card', 'transfer_not_received_by_recipient'],
    languages: ['en'],
  },
  { name: 'it-topic', labels: ['hardware', 'network'], languages: ['en', 'de'] },
];

/** The built page behind the real API on a PGlite. Cases are put into its store; reviews are decided in this process. */
export interface PageFixture {
  address: string;
  deps: ApiDependencies;
  signInLink(): Promise<string>;
  close(): Promise<void>;
}

/** @param changed dependencies to replace, such as limits */
export async function openPage(changed: Partial<ApiDependencies> = {}): Promise<PageFixture> {
  const folder = await mkdtemp(join(tmpdir(), 'docket-page-'));
  const webFolder = join(folder, 'web');
  await build({
    configFile: join(import.meta.dirname, '..', '..', 'web', 'vite.config.ts'),
    logLevel: 'error',
    build: { outDir: webFolder },
  });
  const db = await openDatabase('pglite:memory');
  const blobs = new FolderBlobStore(join(folder, 'blobs'));
  const read = readRegion({ db, blobs, reader: openDocumentReader(parseConfig({})) });
  const deps: ApiDependencies = {
    db,
    blobs,
    workflows: {
      startDocument: async () => {},
      startTicket: async () => {},
      startBatch: async () => {},
      review: (caseId, decision) => reviewInProcess(db, caseId, decision),
      readRegion: (input) => read(input),
      healthy: async () => {},
    },
    availability: new Availability({
      database: () => pingDatabase(db),
      temporal: async () => {},
      redis: async () => {},
    }),
    desks: () => desks,
    models: () => [],
    queue: { depth: async () => ({ waiting: 0, prioritized: 0, active: 0, delayed: 0 }) },
    onDevice: onDevicePackages([], () => []),
    office: openDeskOffice(folder),
    webFolder,
    limits: { maxBytes: 8_000_000, requestsPerMinute: 100_000 },
    publicUrl: null,
    webhookReceivers: 'public',
    log: pino({ level: process.env.DOCKET_LOG_LEVEL ?? 'silent' }),
    ...changed,
  };
  const app = await createApp(deps);
  await app.listen({ host: '127.0.0.1', port: 0 });
  const address = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  return {
    address,
    deps,
    signInLink: async () => `${address}/sign-in?token=${await createSignInToken(db)}`,
    async close() {
      app.server.closeAllConnections();
      await app.close();
      await deps.office.close();
      await closeDatabase(db);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
