import { statSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { and, eq, gt, sql } from 'drizzle-orm';
import { Redis } from 'ioredis';
import { z } from 'zod';
import type { Database } from '../../store/database.ts';
import { cases, outcomes } from '../../store/tables.ts';
import { settledCount, underWay } from '../load/settle.ts';
import { type ProcessName, processNames, type Stack } from '../load/stack.ts';
import { treeMemory } from './process-memory.ts';

const memory = z.object({ rss: z.number(), tree: z.number(), processes: z.number() });

/** The service at one moment. Bytes, milliseconds; seconds since the load began. */
export const sample = z.object({
  at: z.number(),
  memory: z.partialRecord(z.enum(processNames), memory),
  /** Bytes of live JavaScript objects, of processes that say it. */
  heap: z.partialRecord(z.enum(processNames), z.number()),
  redis: z.object({ used: z.number(), keys: z.number() }),
  postgres: z.number(),
  /** Size of Temporal's file with its write-ahead log. */
  temporal: z.number(),
  /** Cases that are not settled, events that are not delivered, jobs on queues, histories that are not kept. */
  underWay: z.record(z.string(), z.number()),
  settled: z.number(),
  /** Of cases first decided since the sample before: from their arrival to that. Null where there are none. */
  latency: z.object({ p50: z.number(), p95: z.number() }).nullable(),
  load: z.number(),
});
export type Sample = z.infer<typeof sample>;

export class Sampler {
  readonly #stack: Stack;
  readonly #db: Database;
  readonly #redis: Redis;
  readonly #began: number;
  #since: Date;

  constructor(stack: Stack, db: Database) {
    this.#stack = stack;
    this.#db = db;
    this.#redis = new Redis(stack.engines.REDIS_URL, { maxRetriesPerRequest: null });
    this.#began = Date.now();
    this.#since = new Date();
  }

  async take(): Promise<Sample> {
    const pids = Object.fromEntries(processNames.map((name) => [name, this.#stack.pid(name)]));
    const heap = await this.#heapOfApi();
    return {
      at: (Date.now() - this.#began) / 1000,
      memory: treeMemory(pids as Record<ProcessName, number | null>),
      heap: heap === null ? {} : { api: heap },
      redis: await this.#redisSize(),
      postgres: await this.#postgresSize(),
      temporal: fileSize(join(this.#stack.dataDir, 'temporal', 'temporal.db')),
      underWay: await underWay(this.#db, this.#stack.engines.REDIS_URL),
      settled: await settledCount(this.#db),
      latency: await this.#latency(),
      load: loadavg()[0] ?? 0,
    };
  }

  close(): void {
    this.#redis.disconnect();
  }

  async #heapOfApi(): Promise<number | null> {
    const { url, key } = this.#stack.service;
    const response = await fetch(new URL('/metrics', url), { headers: { authorization: `Bearer ${key}` } });
    const found = /^nodejs_heap_size_used_bytes (\S+)$/m.exec(await response.text());
    return found === null ? null : Number(found[1]);
  }

  async #redisSize(): Promise<Sample['redis']> {
    const used = /^used_memory:(\d+)/m.exec(await this.#redis.info('memory'))?.[1];
    return { used: Number(used), keys: await this.#redis.dbsize() };
  }

  async #postgresSize(): Promise<number> {
    const rows = await this.#db
      .select({ bytes: sql<string>`pg_database_size(current_database())` })
      .from(sql`(select 1) one`);
    return Number(rows[0]?.bytes);
  }

  async #latency(): Promise<Sample['latency']> {
    const ms = sql<number>`extract(epoch from ${outcomes.createdAt} - ${cases.createdAt}) * 1000`;
    const quantile = (share: number) => sql<number | null>`percentile_cont(${share}) within group (order by ${ms})`;
    const [row] = await this.#db
      .select({ p50: quantile(0.5), p95: quantile(0.95), last: sql<string | null>`max(${outcomes.createdAt})` })
      .from(outcomes)
      .innerJoin(cases, eq(outcomes.caseId, cases.id))
      .where(and(eq(outcomes.revision, 1), gt(outcomes.createdAt, this.#since)));
    if (row === undefined || row.p50 === null || row.p95 === null || row.last === null) return null;
    this.#since = new Date(row.last);
    return { p50: row.p50, p95: row.p95 };
  }
}

function fileSize(path: string): number {
  const size = (name: string) => statSync(name, { throwIfNoEntry: false })?.size ?? 0;
  return size(path) + size(`${path}-wal`);
}
