import { ROOT_CONTEXT, type SpanContext, SpanStatusCode, trace } from '@opentelemetry/api';
import type { DocketError } from '../../schemas/errors.ts';
import type { RunOrder } from './run-order.ts';

/** `job`: the span that was active where the run was asked for. */
export type TracedRun = { order: Pick<RunOrder, 'flow' | 'call'>; job: SpanContext | undefined };

/**
 * A batch holds runs of many traces, so it has a span of its own (one a flow where several models share it), linked to the
 * spans of its jobs; in the trace of each job a span of the same time, linked to the batch, says when it was run.
 * @returns ends the spans, with the failure where it did not run
 */
export function startBatchSpans(runs: readonly TracedRun[]): (error?: DocketError) => void {
  const flows = [...new Set(runs.map(({ order }) => order.flow))];
  const ends = flows.map((flow) =>
    startFlowSpans(
      flow,
      runs.filter(({ order }) => order.flow === flow),
    ),
  );
  return (error) => {
    for (const end of ends) end(error);
  };
}

function startFlowSpans(flow: string, runs: readonly TracedRun[]): (error?: DocketError) => void {
  const tracer = trace.getTracer('docket');
  const jobs = [...new Map(runs.flatMap(({ job }) => (job ? [[job.spanId, job]] : []))).values()];
  const calls = new Set(runs.map(({ order }) => order.call)).size;
  const attributes = { 'docket.model': flow, 'messaging.batch.message_count': calls };
  const links = jobs.map((context) => ({ context }));
  const batch = tracer.startSpan(`batch ${flow}`, { root: true, attributes, links });
  const batchLinks = [{ context: batch.spanContext() }];
  const inJobs = jobs.map((job) => {
    const parent = trace.setSpanContext(ROOT_CONTEXT, job);
    return tracer.startSpan(`infer ${flow}`, { attributes, links: batchLinks }, parent);
  });
  return (error) => {
    for (const span of [...inJobs, batch]) {
      if (error) span.setStatus({ code: SpanStatusCode.ERROR }).setAttribute('error.type', error.code);
      span.end();
    }
  };
}
