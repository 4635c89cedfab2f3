import {
  bigint,
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  text,
  timestamp,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { AuditAction } from '../schemas/audit.ts';
import type { Arrival, CaseKind, CaseOrigin, CaseState, LeadEscalation, Outcome } from '../schemas/case.ts';
import type { Reason } from '../schemas/document.ts';
import type { PurchaseOrder } from '../schemas/document-memory.ts';
import type { ErrorWatch } from '../schemas/error-watch.ts';
import type { EvidenceSource, Producer } from '../schemas/evidence.ts';
import type { Policy } from '../schemas/policy.ts';
import type { BlobRef } from '../schemas/primitives.ts';
import type { Assignment, Stake } from '../schemas/review-queue.ts';
import type { SavingsAssumptions } from '../schemas/statistics.ts';
import type { WebhookEvent, WebhookEventType } from '../schemas/webhook.ts';

/** Millisecond precision, so that an instant survives the way through a JavaScript Date unchanged. */
const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' });

/** Bulk tickets that share one workflow. `cases` is the JSON blob the workflow reads. */
export const batches = pgTable('batches', {
  id: text('id').primaryKey(),
  desk: text('desk').notNull(),
  cases: jsonb('cases').$type<BlobRef>().notNull(),
  count: integer('count').notNull(),
  createdAt: instant('created_at').notNull().defaultNow(),
  startedAt: instant('started_at'),
});

export const cases = pgTable(
  'cases',
  {
    id: text('id').primaryKey(),
    kind: text('kind').$type<CaseKind>().notNull(),
    state: text('state').$type<CaseState>().notNull(),
    title: text('title').notNull(),
    desk: text('desk'),
    part: integer('part').notNull(),
    parentId: text('parent_id'),
    batchId: text('batch_id').references(() => batches.id, { onDelete: 'cascade' }),
    arrival: jsonb('arrival').$type<Arrival>().notNull(),
    actor: text('actor').notNull(),
    reasons: jsonb('reasons').$type<Reason[]>().notNull(),
    reading: jsonb('reading').$type<BlobRef>(),
    origin: jsonb('origin').$type<CaseOrigin>(),
    escalation: jsonb('escalation').$type<LeadEscalation>(),
    /** What waits for a person: until when, what depends on it, and the instant that orders the queue. */
    dueAt: instant('due_at'),
    stake: jsonb('stake').$type<Stake>(),
    urgentAt: instant('urgent_at'),
    /** Whose it is. */
    assignment: jsonb('assignment').$type<Assignment>(),
    /** Who works on it. `lockHolder` tells callers apart; all four are null where nobody ever did. */
    lockHolder: text('lock_holder'),
    lockReviewer: text('lock_reviewer'),
    lockedAt: instant('locked_at'),
    lockedUntil: instant('locked_until'),
    createdAt: instant('created_at').notNull().defaultNow(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
    /** When a workflow took the case: from here on it is accepted and never removed. */
    startedAt: instant('started_at'),
    closedAt: instant('closed_at'),
  },
  (table) => [
    foreignKey({ columns: [table.parentId], foreignColumns: [table.id] }),
    index('cases_by_time').on(table.createdAt, table.id),
    index('cases_by_state').on(table.state, table.createdAt),
    index('cases_by_urgency').on(table.state, table.urgentAt, table.id),
    index('cases_by_start').on(table.startedAt),
    index('cases_by_batch').on(table.batchId),
    index('cases_by_parent').on(table.parentId),
  ],
);

/** Append-only revisions of what a case ended with; `key` makes recording idempotent. */
export const outcomes = pgTable(
  'outcomes',
  {
    caseId: text('case_id')
      .notNull()
      .references(() => cases.id),
    revision: integer('revision').notNull(),
    key: text('key').notNull(),
    state: text('state').$type<CaseState>().notNull(),
    outcome: jsonb('outcome').$type<Outcome>().notNull(),
    actor: text('actor').notNull(),
    /** Milliseconds that a person had the case open and visible before deciding, as the page measured. */
    tookMs: integer('took_ms'),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.caseId, table.revision] }),
    uniqueIndex('outcomes_by_key').on(table.caseId, table.key),
    index('outcomes_by_time').on(table.createdAt),
  ],
);

/** Append-only: what people changed, as training data. */
export const corrections = pgTable(
  'corrections',
  {
    caseId: text('case_id')
      .notNull()
      .references(() => cases.id),
    decisionId: text('decision_id').notNull(),
    position: integer('position').notNull(),
    reviewer: text('reviewer').notNull(),
    path: text('path').notNull(),
    before: text('before'),
    after: text('after'),
    beforeSource: text('before_source').$type<EvidenceSource>(),
    models: jsonb('models').$type<Producer[]>().notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.caseId, table.decisionId, table.position] }),
    index('corrections_by_time').on(table.createdAt),
  ],
);

/** Append-only hash chain. */
export const auditEntries = pgTable(
  'audit_entries',
  {
    sequence: bigint('sequence', { mode: 'number' }).primaryKey(),
    at: instant('at').notNull(),
    actor: text('actor').notNull(),
    action: text('action').$type<AuditAction>().notNull(),
    caseId: text('case_id'),
    body: jsonb('body').$type<Record<string, unknown>>().notNull(),
    previous: text('previous').notNull(),
    hash: text('hash').notNull(),
  },
  (table) => [index('audit_entries_by_case').on(table.caseId)],
);

/** One row a workflow run; `history` and `bundle` are set when its history was exported at its close. */
export const workflowRuns = pgTable(
  'workflow_runs',
  {
    workflowId: text('workflow_id').notNull(),
    runId: text('run_id').notNull(),
    caseId: text('case_id').references(() => cases.id),
    batchId: text('batch_id').references(() => batches.id),
    startedAt: instant('started_at').notNull().defaultNow(),
    checkedAt: instant('checked_at'),
    history: jsonb('history').$type<BlobRef>(),
    bundle: text('bundle'),
    exportedAt: instant('exported_at'),
  },
  (table) => [
    primaryKey({ columns: [table.workflowId, table.runId] }),
    index('workflow_runs_by_case').on(table.caseId),
    index('workflow_runs_by_batch').on(table.batchId),
    index('workflow_runs_to_export').on(table.exportedAt, table.checkedAt),
  ],
);

/** What is kept of a document to hold later ones against: the newest reading of each case. */
export const documentFacts = pgTable(
  'document_facts',
  {
    caseId: text('case_id')
      .primaryKey()
      .references(() => cases.id, { onDelete: 'cascade' }),
    file: text('file').notNull(),
    part: integer('part').notNull(),
    supplierKeys: text('supplier_keys').array().notNull(),
    supplierName: text('supplier_name'),
    number: text('number'),
    gross: text('gross'),
    net: text('net'),
    currency: text('currency'),
    issueDate: text('issue_date'),
    iban: text('iban'),
    order: text('order'),
    figures: jsonb('figures').$type<string[]>().notNull(),
  },
  (table) => [
    index('document_facts_by_file').on(table.file),
    index('document_facts_by_supplier').using('gin', table.supplierKeys),
    index('document_facts_by_amount').on(table.gross, table.issueDate),
    index('document_facts_by_order').on(table.order),
  ],
);

/** What may pass without a person, by desk; `watch` is what second looks found since the alarm was last cleared. */
export const deskPolicies = pgTable('desk_policies', {
  desk: text('desk').primaryKey(),
  policy: jsonb('policy').$type<Policy>().notNull(),
  watch: jsonb('watch').$type<ErrorWatch>().notNull(),
  alarmAt: instant('alarm_at'),
  /** Over the bound on whole documents; null where none was looked at. */
  documentWatch: jsonb('document_watch').$type<ErrorWatch>(),
  documentAlarmAt: instant('document_alarm_at'),
  updatedAt: instant('updated_at').notNull().defaultNow(),
});

/** What the money saved is reckoned with; one row. */
export const savingsAssumptions = pgTable('savings_assumptions', {
  id: text('id').primaryKey(),
  assumptions: jsonb('assumptions').$type<SavingsAssumptions>().notNull(),
  updatedAt: instant('updated_at').notNull().defaultNow(),
});

/** Cases that passed without a person and were drawn for a second look. */
export const secondLooks = pgTable(
  'second_looks',
  {
    caseId: text('case_id')
      .primaryKey()
      .references(() => cases.id, { onDelete: 'cascade' }),
    desk: text('desk').notNull(),
    openedAt: instant('opened_at').notNull().defaultNow(),
    decidedAt: instant('decided_at'),
    reviewer: text('reviewer'),
    /** Paths of the accepted values that were wrong. */
    wrong: jsonb('wrong').$type<string[]>(),
    /** When the watch over the bound took it in. */
    countedAt: instant('counted_at'),
  },
  (table) => [index('second_looks_open').on(table.decidedAt, table.openedAt)],
);

/** Append-only: what each call of a larger model cost. `desk`: of a ticket, or `documents`. */
export const modelCalls = pgTable(
  'model_calls',
  {
    id: text('id').primaryKey(),
    at: instant('at').notNull().defaultNow(),
    caseId: text('case_id')
      .notNull()
      .references(() => cases.id, { onDelete: 'cascade' }),
    desk: text('desk').notNull(),
    model: text('model').notNull(),
    promptTokens: integer('prompt_tokens').notNull(),
    answerTokens: integer('answer_tokens').notNull(),
    ms: integer('ms').notNull(),
    /** Millionths of the currency that prices are in. */
    costMicros: bigint('cost_micros', { mode: 'number' }).notNull(),
    cached: boolean('cached').notNull(),
  },
  (table) => [index('model_calls_by_case').on(table.caseId), index('model_calls_by_time').on(table.at, table.desk)],
);

/** Usable answers of larger models by the hash of what was asked. */
export const modelAnswers = pgTable('model_answers', {
  key: text('key').primaryKey(),
  answer: text('answer').notNull(),
  createdAt: instant('created_at').notNull().defaultNow(),
});

/** Orders that invoices are matched with; `key` is the number's letters and digits. */
export const purchaseOrders = pgTable('purchase_orders', {
  key: text('key').primaryKey(),
  order: jsonb('order').$type<PurchaseOrder>().notNull(),
  createdAt: instant('created_at').notNull().defaultNow(),
  updatedAt: instant('updated_at').notNull().defaultNow(),
});

/** `image` is the rendered page as PNG; null where the document has no picture (XML, words JSON). */
export const casePages = pgTable(
  'case_pages',
  {
    caseId: text('case_id')
      .notNull()
      .references(() => cases.id),
    index: integer('index').notNull(),
    width: real('width').notNull(),
    height: real('height').notNull(),
    image: jsonb('image').$type<BlobRef>(),
  },
  (table) => [primaryKey({ columns: [table.caseId, table.index] })],
);

export const webhookSubscriptions = pgTable('webhook_subscriptions', {
  id: text('id').primaryKey(),
  url: text('url').notNull(),
  events: jsonb('events').$type<WebhookEventType[]>().notNull(),
  secret: text('secret').notNull(),
  createdAt: instant('created_at').notNull().defaultNow(),
});

export const webhookOutbox = pgTable(
  'webhook_outbox',
  {
    id: text('id').primaryKey(),
    subscriptionId: text('subscription_id')
      .notNull()
      .references(() => webhookSubscriptions.id, { onDelete: 'cascade' }),
    caseId: text('case_id').notNull(),
    event: jsonb('event').$type<WebhookEvent>().notNull(),
    /** W3C trace context of the step that recorded the event; null where nothing is traced. */
    traceparent: text('traceparent'),
    attempts: integer('attempts').notNull().default(0),
    nextAttemptAt: instant('next_attempt_at').notNull().defaultNow(),
    leasedUntil: instant('leased_until'),
    deliveredAt: instant('delivered_at'),
    deadAt: instant('dead_at'),
    lastError: text('last_error'),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (table) => [
    index('webhook_outbox_due').on(table.deliveredAt, table.deadAt, table.nextAttemptAt),
    index('webhook_outbox_by_subscription').on(table.subscriptionId),
  ],
);

/** The answer given to a POST under a key. `caseIds` are the cases it created. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    owner: text('owner').notNull(),
    key: text('key').notNull(),
    requestHash: text('request_hash').notNull(),
    caseIds: jsonb('case_ids').$type<string[]>().notNull(),
    status: integer('status').notNull(),
    answer: jsonb('answer').$type<unknown>().notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.owner, table.key] }), index('idempotency_keys_by_time').on(table.createdAt)],
);

export const apiKeys = pgTable('api_keys', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  hash: text('hash').notNull().unique(),
  scopes: jsonb('scopes').$type<('read' | 'write' | 'admin')[]>().notNull(),
  createdAt: instant('created_at').notNull().defaultNow(),
  revokedAt: instant('revoked_at'),
});

export const signInTokens = pgTable('sign_in_tokens', {
  hash: text('hash').primaryKey(),
  createdAt: instant('created_at').notNull().defaultNow(),
  expiresAt: instant('expires_at').notNull(),
  usedAt: instant('used_at'),
});

export const sessions = pgTable('sessions', {
  id: text('id').primaryKey(),
  hash: text('hash').notNull().unique(),
  createdAt: instant('created_at').notNull().defaultNow(),
  expiresAt: instant('expires_at').notNull(),
});
