import type { Attributes } from '@opentelemetry/api';
import type { ReadableSpan, SpanExporter, TimedEvent } from '@opentelemetry/sdk-trace-base';

/**
 * What may leave with a span: ids that Docket made, names of models, queues and codes, counts. Everything else is dropped,
 * by whichever library it was added: the Temporal SDK adds memos, search attributes and the messages of errors.
 */
const ALLOWED = new Set([
  'temporalWorkflowId',
  'temporalActivityId',
  'run_id',
  'http.request.method',
  'http.route',
  'http.response.status_code',
  'messaging.system',
  'messaging.destination.name',
  'messaging.operation.type',
  'messaging.batch.message_count',
  'docket.model',
  'docket.job.attempt',
  'docket.webhook.event',
  'error.type',
]);

/** Codes and class names; a message would have spaces or be longer. */
const ERROR_TYPE = /^[\w.-]{1,80}$/;
const EXCEPTION = 'exception';
const EXCEPTION_TYPE = 'exception.type';

/** Passes spans on without what a case holds: see `ALLOWED`. Of an exception only its type goes. */
export function withoutContents(exporter: SpanExporter): SpanExporter {
  return {
    export: (spans, done) => exporter.export(spans.map(bare), done),
    shutdown: () => exporter.shutdown(),
    forceFlush: async () => exporter.forceFlush?.(),
  };
}

function bare(span: ReadableSpan): ReadableSpan {
  return Object.create(span, {
    attributes: { value: allowed(span.attributes) },
    status: { value: { code: span.status.code } },
    events: { value: span.events.flatMap(bareEvent) },
    links: { value: span.links.map(({ context }) => ({ context })) },
  });
}

const allowed = (attributes: Attributes): Attributes =>
  Object.fromEntries(Object.entries(attributes).filter(([name]) => ALLOWED.has(name)));

function bareEvent({ name, time, attributes }: TimedEvent): TimedEvent[] {
  const type = attributes?.[EXCEPTION_TYPE];
  if (name !== EXCEPTION || typeof type !== 'string' || !ERROR_TYPE.test(type)) return [];
  return [{ name, time, attributes: { [EXCEPTION_TYPE]: type } }];
}
