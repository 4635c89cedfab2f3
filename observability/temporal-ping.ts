import type { Connection } from '@temporalio/client';

const DEADLINE_MS = 1000;
const RECONNECT_MS = 1000;

/** gRPC's own limit is two minutes: too long to notice that the server is back. */
export const promptReconnect = {
  'grpc.initial_reconnect_backoff_ms': RECONNECT_MS,
  'grpc.max_reconnect_backoff_ms': RECONNECT_MS,
};

/** Rejects when Temporal does not answer for this namespace. */
export async function pingTemporal(connection: Connection, namespace: string): Promise<void> {
  await connection.withDeadline(Date.now() + DEADLINE_MS, () =>
    connection.workflowService.describeNamespace({ namespace }),
  );
}
