import assert from 'node:assert/strict';
import { it } from 'node:test';
import { SpanStatusCode } from '@opentelemetry/api';
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { withoutContents } from '../../observability/span-contents.ts';
import { openTracing } from '../../observability/tracing.ts';

const SECRET = 'Erika Mustermann';

it('lets go of a span with what is on its list alone, whoever added the rest', async () => {
  const memory = new InMemorySpanExporter();
  const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(withoutContents(memory))] });
  const tracer = provider.getTracer('test');
  const other = tracer.startSpan('other');
  const link = { context: other.spanContext(), attributes: { name: SECRET } };
  const span = tracer.startSpan('RunActivity:read', { links: [link] });
  span.setAttributes({ 'docket.model': 'invoice', run_id: 'r-1', memo: SECRET, 'url.full': `https://x/${SECRET}` });
  span.addEvent('note', { text: SECRET });
  span.recordException({ name: 'DocketError', code: 'file.unreadable', message: SECRET, stack: SECRET });
  span.recordException({ name: SECRET, message: SECRET });
  span.setStatus({ code: SpanStatusCode.ERROR, message: SECRET });
  span.end();
  const [sent] = memory.getFinishedSpans();
  assert.ok(sent);
  assert.deepEqual(sent.attributes, { 'docket.model': 'invoice', run_id: 'r-1' });
  assert.deepEqual(sent.status, { code: SpanStatusCode.ERROR });
  assert.deepEqual(
    sent.events.map(({ name, attributes }) => ({ name, attributes })),
    [{ name: 'exception', attributes: { 'exception.type': 'file.unreadable' } }],
  );
  assert.deepEqual(sent.links, [{ context: other.spanContext() }]);
  assert.equal(sent.name, 'RunActivity:read');
  assert.equal(sent.spanContext().spanId, span.spanContext().spanId);
  assert.ok(sent.ended && sent.duration.length === 2);
});

it('records nothing where no collector is named', async () => {
  for (const environment of [{}, { OTEL_EXPORTER_OTLP_ENDPOINT: '' }]) {
    const { spanProcessor, flush } = openTracing('docket-test', environment);
    assert.equal(spanProcessor.constructor.name, 'NoopSpanProcessor');
    await flush();
  }
});
