import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { createApp } from '../../api/app.ts';
import type { ApiDependencies } from '../../api/dependencies.ts';
import { onDevicePackages } from '../../api/on-device-packages.ts';
import type { WorkflowStarter } from '../../api/workflow-starter.ts';
import { openDeskOffice } from '../../models/desk-office.ts';
import { Availability, type Part } from '../../observability/availability.ts';
import { FolderBlobStore } from '../../store/blobs/folder.ts';
import { closeDatabase, openDatabase } from '../../store/database.ts';
import { createApiKey, type Scope } from '../../store/keys.ts';
import { pingDatabase } from '../../store/ping-database.ts';
import { markProcessing } from '../../store/starts.ts';

export interface RecordedStart {
  kind: 'document' | 'ticket' | 'batch';
  id: string;
}

/** The API on a PGlite, with an engine that notes what it is asked and fails on demand. */
export interface AppFixture {
  app: FastifyInstance;
  deps: ApiDependencies;
  /** Headers of a caller with all scopes. */
  headers: { authorization: string };
  starts: RecordedStart[];
  /** What the engine throws next; undefined: it works. `startsAllTheSame`: a ticket is started and the answer gets lost. */
  engine: { failure: Error | undefined; startsAllTheSame?: boolean };
  away: Set<Part>;
  headersFor(scopes: Scope[]): Promise<{ authorization: string }>;
  close(): Promise<void>;
}

export const desks = [
  { name: 'banking77', labels: ['card_arrival'], languages: ['en'] },
  { name: 'it-topic', labels: ['hardware', 'network'], languages: ['en', 'de'] },
];

export async function openApp(changed: Partial<ApiDependencies> = {}): Promise<AppFixture> {
  const folder = await mkdtemp(join(tmpdir(), 'docket-api-'));
  const db = changed.db ?? (await openDatabase('pglite:memory'));
  const starts: RecordedStart[] = [];
  const engine: AppFixture['engine'] = { failure: undefined };
  const away = new Set<Part>();
  const note = async (kind: RecordedStart['kind'], id: string) => {
    if (engine.startsAllTheSame) await markProcessing(db, id, { workflowId: `case-${id}`, runId: 'r' });
    if (engine.failure !== undefined) throw engine.failure;
    starts.push({ kind, id });
  };
  const workflows: WorkflowStarter = {
    startDocument: (id) => note('document', id),
    startTicket: (id) => note('ticket', id),
    startBatch: ({ id }) => note('batch', id),
    review: async () => {
      if (engine.failure !== undefined) throw engine.failure;
    },
    readRegion: async () => {
      throw engine.failure ?? new Error('no test of this fixture reads a part of a page');
    },
    healthy: async () => {},
  };
  const ping = (part: Part, works: () => Promise<void>) => () =>
    away.has(part) ? Promise.reject(new Error(`${part} is away`)) : works();
  const deps: ApiDependencies = {
    db,
    blobs: new FolderBlobStore(folder),
    workflows,
    availability: new Availability({
      database: ping('database', () => pingDatabase(db)),
      temporal: ping('temporal', async () => {}),
      redis: ping('redis', async () => {}),
    }),
    desks: () => desks,
    models: () => [],
    queue: { depth: async () => ({ waiting: 0, prioritized: 0, active: 0, delayed: 0 }) },
    onDevice: onDevicePackages([], () => []),
    office: openDeskOffice(folder),
    webFolder: null,
    limits: { maxBytes: 100_000, requestsPerMinute: 100_000 },
    publicUrl: null,
    webhookReceivers: 'public',
    log: pino({ level: 'silent' }),
    ...changed,
  };
  const app = await createApp(deps);
  const headersFor = async (scopes: Scope[]) => ({
    authorization: `Bearer ${(await createApiKey(db, { name: 'test', scopes })).key}`,
  });
  return {
    app,
    deps,
    headers: await headersFor(['read', 'write', 'admin']),
    starts,
    engine,
    away,
    headersFor,
    async close() {
      await app.close();
      await deps.office.close();
      if (changed.db === undefined) await closeDatabase(db);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
