import { context, trace } from '@opentelemetry/api';
import {
  OpenTelemetryInboundInterceptor,
  OpenTelemetryInternalsInterceptor,
  OpenTelemetryOutboundInterceptor,
} from '@temporalio/interceptors-opentelemetry-v2/lib/workflow/index.js';
import {
  type ActivityInput,
  defaultPayloadConverter,
  type Headers,
  type LocalActivityInput,
  type Next,
  type StartChildWorkflowExecutionInput,
  type UpdateInput,
  type WorkflowExecuteInput,
  type WorkflowInboundCallsInterceptor,
  type WorkflowInterceptors,
  type WorkflowOutboundCallsInterceptor,
} from '@temporalio/workflow';

type Inbound = WorkflowInboundCallsInterceptor;
type Outbound = WorkflowOutboundCallsInterceptor;

const TRACE_HEADER = '_tracer-data';

/** Whether who calls is traced: a client that sends no spans leaves the header empty. */
function isTraced(headers: Headers): boolean {
  const payload = headers[TRACE_HEADER];
  if (payload === undefined || payload === null) return false;
  return 'traceparent' in defaultPayloadConverter.fromPayload<Record<string, string>>(payload);
}

/** Spans of what a traced client asks for; where nobody traces, a span of each step would cost a quarter of a workflow's CPU. */
class TracedInbound extends OpenTelemetryInboundInterceptor {
  override execute(input: WorkflowExecuteInput, next: Next<Inbound, 'execute'>): Promise<unknown> {
    return isTraced(input.headers) ? super.execute(input, next) : next(input);
  }

  override handleUpdate(input: UpdateInput, next: Next<Inbound, 'handleUpdate'>): Promise<unknown> {
    return isTraced(input.headers) ? super.handleUpdate(input, next) : next(input);
  }

  override validateUpdate(input: UpdateInput, next: Next<Inbound, 'validateUpdate'>): void {
    if (isTraced(input.headers)) super.validateUpdate(input, next);
    else next(input);
  }
}

const isInSpan = (): boolean => trace.getSpan(context.active()) !== undefined;

/** Spans of what is asked for within one. */
class TracedOutbound extends OpenTelemetryOutboundInterceptor {
  override scheduleActivity(input: ActivityInput, next: Next<Outbound, 'scheduleActivity'>): Promise<unknown> {
    return isInSpan() ? super.scheduleActivity(input, next) : next(input);
  }

  override scheduleLocalActivity(
    input: LocalActivityInput,
    next: Next<Outbound, 'scheduleLocalActivity'>,
  ): Promise<unknown> {
    return isInSpan() ? super.scheduleLocalActivity(input, next) : next(input);
  }

  override startChildWorkflowExecution(
    input: StartChildWorkflowExecutionInput,
    next: Next<Outbound, 'startChildWorkflowExecution'>,
  ): Promise<[Promise<string>, Promise<unknown>]> {
    return isInSpan() ? super.startChildWorkflowExecution(input, next) : next(input);
  }
}

/** For the bundler: the interceptors of each workflow. */
export const interceptors = (): WorkflowInterceptors => ({
  inbound: [new TracedInbound()],
  outbound: [new TracedOutbound()],
  internals: [new OpenTelemetryInternalsInterceptor()],
});
