import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { silentProgress } from '../../deploy/local/progress.ts';
import { provideTemporal } from '../../deploy/local/temporal.ts';
import { parseConfig } from '../../schemas/config.ts';
import { type BareWorkflows, startBareWorkflows } from './bare-workflow-worker.ts';
import { startBenchService } from './bench-service.ts';
import { ServiceCases } from './service-cases.ts';

/** One Temporal server with the whole service and with bare workflows on it. */
export interface Stage {
  cases: ServiceCases;
  bare: BareWorkflows;
  temporal: Client;
  close(): Promise<void>;
}

/** Brings up Temporal as `npm start` does, or takes that of TEMPORAL_ADDRESS, and the service and bare workflows on it. */
export async function openStage(): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'docket-bench-temporal-'));
  const config = parseConfig(process.env);
  const ends: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })];
  const close = async () => {
    for (const end of ends.toReversed()) await end();
  };
  try {
    const ports = { temporal: 0, temporalUi: 0 };
    const server = await provideTemporal({ config, dataDir: folder, progress: silentProgress, ports });
    ends.push(() => server.stop());
    const connection = await Connection.connect({ address: server.address });
    ends.push(() => connection.close());
    const namespace = config.TEMPORAL_NAMESPACE;
    const temporal = new Client({ connection, namespace });
    const service = await startBenchService({ TEMPORAL_ADDRESS: server.address });
    ends.push(() => service.stop());
    const bare = await startBareWorkflows(temporal, server.address, namespace);
    ends.push(() => bare.stop());
    return { cases: new ServiceCases(service), bare, temporal, close };
  } catch (error) {
    await close();
    throw error;
  }
}
