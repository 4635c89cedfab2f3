import { z } from 'zod';

export const servers = ['sqlite', 'postgres'] as const;
export type ServerKind = (typeof servers)[number];
/** Tickets in bulk (200 a workflow), a ticket a workflow, invoices as PDF with a text layer, the same as pictures. */
export const loads = ['bulk', 'tickets', 'documents', 'scans'] as const;
export type LoadKind = (typeof loads)[number];

const spread = z.object({ p50: z.number(), p95: z.number(), most: z.number() });
const perProcess = z.record(z.string(), z.number());

/** Cases queued while no Temporal worker ran, then decided by so many workers; every part of the system new for it. */
export const engineRun = z.object({
  server: z.enum(servers),
  load: z.enum(loads),
  cases: z.number().int().positive(),
  workers: z.number().int().positive(),
  at: z.iso.datetime(),
  /** Load average of the machine before the run: what else it did. */
  loadBefore: z.number(),
  /** Cases a second that the API accepted and handed to Temporal. */
  queueRate: z.number(),
  /** Seconds from the moment that all workers were there to the last decision. */
  drainSeconds: z.number(),
  /** Cases a second between the 10th and the 90th percent decided; null where those came before all workers were there. */
  drainRate: z.number().nullable(),
  /** From the start of the workers, and from arrival, to the decision; in milliseconds. */
  sinceStartMs: spread,
  ageMs: spread,
  /** Cases by the state they came to. */
  states: z.record(z.string(), z.number()),
  /** Seconds after the last decision until the history of every closed run was exported; null: given up after that. */
  exportSeconds: z.number().nullable(),
  /** Seconds of CPU by process: while cases were queued, and from there until the histories were exported. */
  cpuSeconds: z.object({ queue: perProcess, drain: perProcess }),
  /** The most memory seen, its shared part divided among those that share it. */
  memoryBytes: perProcess,
  /** What the stores grew by, all cases together. */
  bytes: z.object({
    temporal: z.number(),
    database: z.number(),
    blobs: z.number(),
    /** Number of objects in the blob store. */
    blobFiles: z.number(),
    /** The documents themselves, as they were sent; they lie among the blobs. */
    sent: z.number(),
    /** Write-ahead log of Postgres. */
    wal: z.number(),
    /** The most that Redis held. */
    redis: z.number(),
  }),
  /** Entries of the audit chain, all cases together. */
  chainEntries: z.number(),
  /** Of runs drawn by chance. */
  histories: z.object({
    sampled: z.number().int(),
    runs: z.number().int(),
    eventsPerRun: spread,
    bytesPerRun: spread,
    bytesPerCase: z.number(),
  }),
  /** Cases decided by seconds since the workers were there. */
  curve: z.array(z.tuple([z.number(), z.number()])),
});
export type EngineRun = z.infer<typeof engineRun>;
export type Spread = z.infer<typeof spread>;

export const machineFacts = z.object({
  cpu: z.string(),
  cores: z.number().int(),
  memoryGb: z.number(),
  node: z.string(),
  postgres: z.string(),
  temporal: z.string(),
});
export type MachineFacts = z.infer<typeof machineFacts>;

/** What the audit chain takes when nothing else is done. */
export const chainLimit = z.object({ entriesPerSecond: z.number(), writers: z.number(), seconds: z.number() });
export type ChainLimit = z.infer<typeof chainLimit>;

/** What `--json` keeps, rewritten after every run. */
export const engineFile = z.object({ machine: machineFacts, chain: chainLimit, runs: z.array(engineRun) });
export type EngineFile = z.infer<typeof engineFile>;

export const keyOf = ({ server, load, cases, workers }: Pick<EngineRun, 'server' | 'load' | 'cases' | 'workers'>) =>
  `${server} ${load} ${cases} ${workers}`;

/** @param values at least one */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
  return { p50: at(0.5), p95: at(0.95), most: at(1) };
}
