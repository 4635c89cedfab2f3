import { createServer } from 'node:net';
import type { TelemetryOptions } from '@temporalio/worker';

const LOOPBACK = '127.0.0.1';
const ANSWER_MS = 2000;

export interface SdkMetrics {
  options: NonNullable<TelemetryOptions['metrics']>;
  /** In the Prometheus text format; empty where the SDK does not answer. */
  text(): Promise<string>;
}

/**
 * The metrics of the Temporal SDK's core, which serves them on an address of its own: a free port of the loopback, that
 * the worker's /metrics passes on.
 */
export async function sdkMetrics(): Promise<SdkMetrics> {
  const bindAddress = `${LOOPBACK}:${await freePort()}`;
  return {
    options: {
      attachServiceName: false,
      // `countersTotalSuffix` is taken and not heeded (SDK 1.23): named here, so that an upgrade renames nothing.
      prometheus: { bindAddress, countersTotalSuffix: false, unitSuffix: true, useSecondsForDurations: true },
    },
    async text() {
      try {
        const answer = await fetch(`http://${bindAddress}/metrics`, { signal: AbortSignal.timeout(ANSWER_MS) });
        return answer.ok ? await answer.text() : '';
      } catch {
        return '';
      }
    },
  };
}

function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, LOOPBACK, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
