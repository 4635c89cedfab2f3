import type { ProcessName } from '../../bench/load/stack.ts';
import type { ServiceName } from '../../deploy/local/services.ts';
import type { Moment } from './proxy/trap.ts';

export type EngineName = Exclude<ProcessName, ServiceName>;

/** A write that one process makes in an engine: what the service's promises hang on. */
interface Write {
  client: ServiceName;
  engine: EngineName;
  /** What a proxy says of it. */
  what: RegExp;
}

const writes = {
  'case stored': { client: 'api', engine: 'postgres', what: /^insert into "cases"|\ninsert into "cases"/ },
  'workflow started': { client: 'api', engine: 'temporal', what: /^StartWorkflowExecution$/ },
  'decision sent': { client: 'api', engine: 'temporal', what: /^UpdateWorkflowExecution$/ },
  'job queued': { client: 'temporal-worker', engine: 'redis', what: /^add job/ },
  'result recorded': { client: 'temporal-worker', engine: 'postgres', what: /insert into "outcomes"/ },
  'step reported': { client: 'temporal-worker', engine: 'temporal', what: /^RespondWorkflowTaskCompleted$/ },
  'activity reported': { client: 'temporal-worker', engine: 'temporal', what: /^RespondActivityTaskCompleted$/ },
  'delivery noted': {
    client: 'temporal-worker',
    engine: 'postgres',
    what: /update "webhook_outbox" set [^;]*"delivered_at" = now\(\)/,
  },
  'history kept': { client: 'temporal-worker', engine: 'postgres', what: /update "workflow_runs" set "history"/ },
  'answer given': { client: 'inference-worker', engine: 'temporal', what: /^RespondActivityTaskCompletedById$/ },
  'job finished': { client: 'inference-worker', engine: 'redis', what: /^finish job$/ },
} as const satisfies Record<string, Write>;
export type WriteName = keyof typeof writes;

/** How a write goes wrong: when, and who dies of it. Nobody: the connection is cut, so that the answer is lost. */
const ways = {
  'client killed before the write': { moment: 'before', dies: 'client' },
  'client killed after the write, before the answer': { moment: 'after', dies: 'client' },
  'answer lost': { moment: 'after', dies: null },
  'engine killed before the write': { moment: 'before', dies: 'engine' },
  'engine killed after the write, before the answer': { moment: 'after', dies: 'engine' },
  'engine killed inside the transaction': { moment: 'inside', dies: 'engine' },
} as const satisfies Record<string, { moment: Moment; dies: 'client' | 'engine' | null }>;
export type WayName = keyof typeof ways;

/** A chosen point: one write that goes wrong in one way. */
export interface Point {
  write: WriteName;
  way: WayName;
}

export interface PointDetail extends Write {
  moment: Moment;
  victim: ProcessName | null;
}

export function detailOf({ write, way }: Point): PointDetail {
  const { moment, dies } = ways[way];
  return { ...writes[write], moment, victim: dies === null ? null : writes[write][dies] };
}

/** Every write in every way; only Postgres has transactions. */
export const allPoints: readonly Point[] = (Object.keys(writes) as WriteName[]).flatMap((write) =>
  (Object.keys(ways) as WayName[])
    .filter((way) => ways[way].moment !== 'inside' || writes[write].engine === 'postgres')
    .map((way) => ({ write, way })),
);
