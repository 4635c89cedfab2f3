import { DiagLogLevel, diag } from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import {
  defaultResource,
  detectResources,
  envDetector,
  type Resource,
  resourceFromAttributes,
} from '@opentelemetry/resources';
import { BatchSpanProcessor, NoopSpanProcessor, type SpanProcessor } from '@opentelemetry/sdk-trace-base';
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import type { Logger } from 'pino';
import { withoutContents } from './span-contents.ts';
import { within } from './within.ts';

/** A collector that is away does not hold up the end of a process for longer. */
const LAST_FLUSH_MS = 3000;

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Tracing {
  resource: Resource;
  spanProcessor: SpanProcessor;
  /** Sends what is left and ends. */
  flush(): Promise<void>;
}

/**
 * Traces of this process, by the W3C trace context, sent over OTLP/HTTP where OTEL_EXPORTER_OTLP_ENDPOINT (or its traces
 * form) points; without one nothing is recorded. `OTEL_SERVICE_NAME`, `OTEL_RESOURCE_ATTRIBUTES` and
 * `OTEL_TRACES_SAMPLER` mean what OpenTelemetry says. Once a process.
 */
export function openTracing(service: string, environment: Environment, log?: Logger): Tracing {
  const own = resourceFromAttributes({ 'service.name': service, 'service.namespace': 'docket' });
  const resource = defaultResource()
    .merge(own)
    .merge(detectResources({ detectors: [envDetector] }));
  if (!(environment.OTEL_EXPORTER_OTLP_ENDPOINT || environment.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT)) {
    return { resource, spanProcessor: new NoopSpanProcessor(), flush: async () => {} };
  }
  if (log) diag.setLogger(warnings(log), DiagLogLevel.WARN);
  const spanProcessor = new BatchSpanProcessor(withoutContents(new OTLPTraceExporter()));
  const provider = new NodeTracerProvider({ resource, spanProcessors: [spanProcessor] });
  // Baggage is not taken on: a caller could put anything into it.
  provider.register({ propagator: new W3CTraceContextPropagator() });
  const end = async () => {
    const late = 'The trace collector did not take the last spans in time';
    await within(LAST_FLUSH_MS, 'unavailable.service', late, provider.shutdown()).catch((error: unknown) =>
      log?.warn({ err: error }, 'the last spans were not sent'),
    );
  };
  return { resource, spanProcessor, flush: end };
}

/** What OpenTelemetry says of itself, as that a collector does not answer. */
function warnings(log: Logger) {
  const warn = (message: string) => log.warn({ part: 'tracing' }, message);
  const nothing = () => {};
  return { error: warn, warn, info: nothing, debug: nothing, verbose: nothing };
}
