import { OpenTelemetryPlugin } from '@temporalio/interceptors-opentelemetry-v2';
import type { Logger } from 'pino';
import { type Environment, openTracing as openSpans } from '../observability/tracing.ts';

/**
 * The Temporal worker's side of tracing: activity spans, the client's, and the sink that workflow spans leave the sandbox
 * through. The workflow side is in the bundle whether spans are sent or not, so that switching it on never changes a replay.
 */
export function openTracing(
  environment: Environment,
  log?: Logger,
): { plugin: OpenTelemetryPlugin; flush(): Promise<void> } {
  const { resource, spanProcessor, flush } = openSpans('docket-temporal-worker', environment, log);
  return { plugin: new OpenTelemetryPlugin({ resource, spanProcessor }), flush };
}
