import { type Context, context, propagation, ROOT_CONTEXT } from '@opentelemetry/api';

/** The W3C `traceparent` of the span that is active here; undefined where nothing is traced. */
export function activeTraceparent(): string | undefined {
  const carrier: { traceparent?: string } = {};
  propagation.inject(context.active(), carrier);
  return carrier.traceparent;
}

/** The context to go on in; one without a parent where there is no `traceparent`. */
export function contextOf(traceparent: string | null | undefined): Context {
  return traceparent ? propagation.extract(ROOT_CONTEXT, { traceparent }) : ROOT_CONTEXT;
}
