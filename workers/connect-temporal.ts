import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { OpenTelemetryWorkflowClientInterceptor } from '@temporalio/interceptors-opentelemetry-v2';
import { NativeConnection } from '@temporalio/worker';
import type { Logger } from 'pino';
import type { Config } from '../schemas/config.ts';
import { registerSearchAttributes } from './register-search-attributes.ts';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;

export interface TemporalConnections {
  native: NativeConnection;
  client: Client;
  close(): Promise<void>;
}

/** Connects for the worker and for calls, and tries until Temporal is there or `signal` says to stop. */
export async function connectTemporal(
  config: Pick<Config, 'TEMPORAL_ADDRESS' | 'TEMPORAL_NAMESPACE'>,
  log: Logger,
  signal: AbortSignal,
): Promise<TemporalConnections> {
  const address = config.TEMPORAL_ADDRESS ?? '127.0.0.1:7233';
  const namespace = config.TEMPORAL_NAMESPACE;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    signal.throwIfAborted();
    try {
      return await connect(address, namespace);
    } catch (error) {
      log.warn({ err: error, address }, 'Temporal does not answer; trying again');
      await sleep(pause, undefined, { signal });
    }
  }
}

async function connect(address: string, namespace: string): Promise<TemporalConnections> {
  const connection = await Connection.connect({ address });
  try {
    await registerSearchAttributes(connection, namespace);
    const native = await NativeConnection.connect({ address });
    const interceptors = { workflow: [new OpenTelemetryWorkflowClientInterceptor()] };
    const client = new Client({ connection, namespace, interceptors });
    return {
      native,
      client,
      async close() {
        await native.close();
        await connection.close();
      },
    };
  } catch (error) {
    await connection.close();
    throw error;
  }
}
