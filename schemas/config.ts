import { z } from 'zod';
import { DocketError } from './errors.ts';
import { isLocalHost } from './local-host.ts';
import { defaultBlockingRules, memoryRules } from './memory-rules.ts';

const flag = z.enum(['true', 'false', '1', '0']).transform((v) => v === 'true' || v === '1');
const count = (fallback: number) => z.coerce.number().int().positive().default(fallback);
const port = (fallback: number) => z.coerce.number().int().min(0).max(65535).default(fallback);

/** Rule names, comma separated; "none" is no rule. */
const blockingRules = z
  .string()
  .transform((text) => (text.trim() === 'none' ? [] : text.split(',').map((name) => name.trim())))
  .pipe(z.array(z.enum(memoryRules, `expected none, or some of ${memoryRules.join(', ')}`)));

/** Every setting, read from the environment once. Unset means the default: everything local. */
export const configSchema = z.object({
  DOCKET_DATA_DIR: z.string().default('.docket'),
  DOCKET_CACHE_DIR: z.string().optional(),
  DOCKET_HOST: z.string().default('127.0.0.1'),
  DOCKET_PORT: port(4680),
  DOCKET_PUBLIC_URL: z.url().optional(),
  DOCKET_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  DATABASE_URL: z.string().optional(),
  REDIS_URL: z.string().optional(),
  TEMPORAL_ADDRESS: z.string().optional(),
  /** The Temporal that `npm start` brings up without TEMPORAL_ADDRESS: the development server, or the server on Postgres. */
  DOCKET_TEMPORAL: z.enum(['sqlite', 'postgres']).default('sqlite'),
  TEMPORAL_NAMESPACE: z.string().default('default'),
  DOCKET_TASK_QUEUE: z.string().default('docket'),
  DOCKET_BLOBS: z.string().optional(),
  DOCKET_S3_ENDPOINT: z.url().optional(),
  DOCKET_S3_REGION: z.string().default('us-east-1'),
  DOCKET_S3_FORCE_PATH_STYLE: flag.default(true),
  DOCKET_MAX_BYTES: count(50 * 1024 * 1024),
  DOCKET_MAX_PAGES: count(200),
  DOCKET_MAX_PIXELS: count(40_000_000),
  /** Files that one e-mail or archive may hold, those of inner ones included. */
  DOCKET_MAX_FILES: count(100),
  /** Bytes that one archive may come to when it is unpacked, inner ones included. */
  DOCKET_MAX_UNPACKED_BYTES: count(200 * 1024 * 1024),
  DOCKET_READ_TIMEOUT_MS: count(60_000),
  DOCKET_READ_MEMORY_MB: count(1536),
  DOCKET_REVIEW_DEADLINE_MS: count(14 * 24 * 3600 * 1000),
  DOCKET_REVIEW_REMINDER_MS: count(24 * 3600 * 1000),
  /** When a waiting case is escalated to the lead; unset: at the deadline. */
  DOCKET_REVIEW_LEAD_MS: z.coerce.number().int().positive().optional(),
  /** Name or role of whom cases are escalated to, as it stands in the record and in webhooks. */
  DOCKET_REVIEW_LEAD: z.string().trim().min(1).max(100).default('lead'),
  DOCKET_INFERENCE_THREADS: count(1),
  /** Most rows (texts, or windows of a page) of one model run. */
  DOCKET_BATCH_SIZE: count(32),
  /** Longest wait of a row for others, where the arrivals make it worth waiting. */
  DOCKET_BATCH_WINDOW_MS: z.coerce.number().int().nonnegative().default(5),
  /** Jobs that may wait in Redis for one model; half of it is kept for what somebody waits for. */
  DOCKET_QUEUE_LIMIT: z.coerce.number().int().min(2).default(10_000),
  /** Memory that loaded models may take; unset: all installed models stay loaded. */
  DOCKET_MODEL_MEMORY_MB: z.coerce.number().int().positive().optional(),
  /** Time that jobs under way have to end after SIGTERM; then they go back to their queue. */
  DOCKET_DRAIN_MS: count(25_000),
  /** Threads inside one model run; DOCKET_INFERENCE_THREADS runs go on at once. */
  DOCKET_INTRA_OP_THREADS: count(2),
  /** Port of the inference worker's /metrics, /healthz and /readyz; 0: any free one; unset: none. */
  DOCKET_INFERENCE_METRICS_PORT: z.coerce.number().int().min(0).max(65535).optional(),
  /** The same of the Temporal worker. */
  DOCKET_WORKER_METRICS_PORT: z.coerce.number().int().min(0).max(65535).optional(),
  /** Begins the name of every queue key, so that installations can share a Redis. */
  DOCKET_QUEUE_PREFIX: z
    .string()
    .regex(/^[\w-]+$/)
    .default('docket'),
  /** Where full trainings look for torch's build for CPUs, which PyPI has not for x86-64 Linux; empty: nowhere. */
  DOCKET_TORCH_INDEX: z.union([z.url(), z.literal('')]).default('https://download.pytorch.org/whl/cpu'),
  DOCKET_PROVIDERS: z.string().default('cuda,webgpu,cpu'),
  /** Findings of memory and orders that send a document to a person, comma separated; "none": they only warn. */
  DOCKET_BLOCKING_RULES: blockingRules.prefault(defaultBlockingRules.join(',')),
  /** Refuses every address outside this machine and its own network, as a setting and as a webhook's receiver. */
  DOCKET_SOVEREIGN: flag.default(false),
  DOCKET_LLM_BASE_URL: z.url().optional(),
  DOCKET_LLM_MODEL: z.string().optional(),
  DOCKET_LLM_API_KEY: z.string().optional(),
  /** A model file that this machine runs itself, in place of a server. */
  DOCKET_LLM_GGUF: z
    .string()
    .regex(/\.gguf$/i, 'expected the path of a .gguf file')
    .optional(),
  DOCKET_LLM_THREADS: count(2),
  DOCKET_LLM_TIMEOUT_MS: count(60_000),
  /** How to ask the model, where its name does not say: see models/larger-model/presets.ts. */
  DOCKET_LLM_PRESET: z.string().optional(),
  /** Tokens and milliseconds that one case may take of a larger model. */
  DOCKET_LLM_CASE_TOKENS: count(30_000),
  DOCKET_LLM_CASE_MS: count(180_000),
  /** Tokens a day (UTC) of one desk, and of all; money a day, in the currency of the prices per million tokens. */
  DOCKET_LLM_DESK_DAY_TOKENS: z.coerce.number().int().nonnegative().optional(),
  DOCKET_LLM_DAY_TOKENS: z.coerce.number().int().nonnegative().optional(),
  DOCKET_LLM_DAY_COST: z.coerce.number().nonnegative().optional(),
  DOCKET_LLM_PROMPT_PRICE: z.coerce.number().nonnegative().default(0),
  DOCKET_LLM_ANSWER_PRICE: z.coerce.number().nonnegative().default(0),
  DOCKET_WEBHOOK_ALLOW_PRIVATE: flag.default(false),
});
export type Config = z.infer<typeof configSchema>;

/** Settings that documents or words of them travel to. */
const ADDRESSES = [
  'DATABASE_URL',
  'REDIS_URL',
  'TEMPORAL_ADDRESS',
  'DOCKET_S3_ENDPOINT',
  'DOCKET_LLM_BASE_URL',
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT',
] as const;

/** The host of a URL or `host:port`; null where none can be told. */
function hostOf(address: string): string | null {
  const url = address.includes('://') ? address : `tcp://${address}`;
  return URL.canParse(url) ? new URL(url).hostname : null;
}

function problemOfAddress(address: string): string | null {
  if (address === '' || address.startsWith('pglite:')) return null;
  const host = hostOf(address);
  if (!host) return 'no host can be told from it';
  return isLocalHost(host) ? null : `${host} is not on this network`;
}

function lateLead({ DOCKET_REVIEW_LEAD_MS: lead, DOCKET_REVIEW_DEADLINE_MS: deadline }: Config): string[] {
  if (lead === undefined || lead <= deadline) return [];
  return [`DOCKET_REVIEW_LEAD_MS: ${lead} is later than DOCKET_REVIEW_DEADLINE_MS, ${deadline}`];
}

function foreignAddresses(environment: Record<string, string | undefined>): string[] {
  const problems = ADDRESSES.flatMap((name) => {
    const problem = problemOfAddress(environment[name] ?? '');
    return problem === null ? [] : [`${name}: ${problem}, and DOCKET_SOVEREIGN is set`];
  });
  const isInBucket = environment.DOCKET_BLOBS?.startsWith('s3://') && environment.DOCKET_S3_ENDPOINT === undefined;
  if (!isInBucket) return problems;
  return [
    ...problems,
    'DOCKET_BLOBS: without DOCKET_S3_ENDPOINT the bucket is not on this network, and DOCKET_SOVEREIGN is set',
  ];
}

/** Settings that exclude each other. */
function conflicts(environment: Record<string, string | undefined>): string[] {
  if (environment.DOCKET_LLM_GGUF === undefined) return [];
  const others = (['DOCKET_LLM_BASE_URL', 'DOCKET_LLM_MODEL'] as const).filter(
    (name) => environment[name] !== undefined,
  );
  return others.map((name) => `${name}: DOCKET_LLM_GGUF is set too; set the server or the file`);
}

/** Reads the configuration. @throws DocketError `config.invalid` that names every bad setting at once. */
export function parseConfig(environment: Record<string, string | undefined>): Config {
  const set = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = configSchema.safeParse(set);
  const problems = [
    ...(parsed.error?.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) ?? []),
    ...(parsed.data?.DOCKET_SOVEREIGN ? foreignAddresses(set) : []),
    ...(parsed.data ? lateLead(parsed.data) : []),
    ...conflicts(set),
  ];
  if (parsed.success && problems.length === 0) return parsed.data;
  throw new DocketError(
    'config.invalid',
    `The configuration has ${problems.length} problem(s): ${problems.join('; ')}`,
  );
}
