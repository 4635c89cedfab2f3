import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NoopSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { OpenTelemetryPlugin } from '@temporalio/interceptors-opentelemetry-v2';

/**
 * The worker's side of tracing: activity spans, and the sink that workflow spans leave the sandbox through. Spans are
 * sent where OTEL_EXPORTER_OTLP_ENDPOINT (or its traces form) points, else dropped. The workflow side is in the bundle
 * either way, so that switching it on never changes a replay.
 */
export function openTracing(environment: Record<string, string | undefined>): {
  plugin: OpenTelemetryPlugin;
  flush(): Promise<void>;
} {
  const isWanted = environment.OTEL_EXPORTER_OTLP_ENDPOINT ?? environment.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT;
  const spanProcessor = isWanted ? new BatchSpanProcessor(new OTLPTraceExporter()) : new NoopSpanProcessor();
  const resource = resourceFromAttributes({
    'service.name': environment.OTEL_SERVICE_NAME ?? 'docket-temporal-worker',
  });
  return { plugin: new OpenTelemetryPlugin({ resource, spanProcessor }), flush: () => spanProcessor.shutdown() };
}
