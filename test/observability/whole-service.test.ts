import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { caseDetail, caseSummary } from '../../schemas/case.ts';
import { writtenInvoice } from '../hostile/attacks.ts';
import { metricsInDashboardsAndAlerts } from './dashboards.ts';
import { documentedMetrics } from './documented-metrics.ts';
import { parseExposition } from './exposed-metrics.ts';
import { type OtlpReceiver, type ReceivedSpan, startOtlpReceiver } from './otlp-receiver.ts';
import { type ProcessName, processNames, startWholeService, type WholeService } from './whole-service.ts';

const FILE_NAME = 'Rechnung Erika Mustermann.pdf';
const TICKET = 'Erika Mustermann here: my new card has still not arrived at Musterweg 12';
const REVIEWER = 'Ada Prüferin';
const REASON = 'Nordlicht is no supplier of ours';
/** What cases and people brought along and no span may carry: names, texts, values, each in a form that it could have. */
const PERSONAL =
  /Mustermann|Musterweg|Pr(ü|\\u00fc)ferin|supplier of ours|Nordlicht|Rechnung|RE-2024-0815|DE89\s?3704|1190\.00|1\.190|docket_[A-Za-z0-9]{20}|whsec_/;

let collector: OtlpReceiver;
let service: WholeService;
const delivered: string[] = [];
const receiver = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += chunk;
  delivered.push(body);
  response.writeHead(204).end();
});

async function ask<T>(path: string, contract: z.ZodType<T>, init: RequestInit = {}): Promise<T> {
  const headers = { ...service.headers, ...(typeof init.body === 'string' && { 'content-type': 'application/json' }) };
  const answer = await fetch(`${service.addresses['docket-api']}${path}`, { ...init, headers });
  assert.ok(answer.ok, `${path}: ${answer.status} ${await answer.clone().text()}`);
  return contract.parse(await answer.json());
}

const post = (body: object): RequestInit => ({ method: 'POST', body: JSON.stringify(body) });

async function sendFile(bytes: Buffer): Promise<string> {
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(bytes)]), FILE_NAME);
  const { items } = await ask('/v1/documents', z.object({ items: z.array(caseSummary) }), {
    method: 'POST',
    body: form,
  });
  return items[0]?.id ?? '';
}

async function settled(id: string): Promise<z.infer<typeof caseDetail>> {
  for (;;) {
    const found = await ask(`/v1/cases/${id}`, caseDetail);
    if (['accepted', 'review', 'rejected'].includes(found.state)) return found;
    await sleep(200);
  }
}

/** Ends the case by a person, where one is waited for. */
async function close(id: string): Promise<void> {
  if ((await settled(id)).state !== 'review') return;
  const decision = { action: 'reject', id: crypto.randomUUID(), reviewer: REVIEWER, reason: REASON };
  await ask(`/v1/cases/${id}/review`, caseSummary, post(decision));
}

const metricsOf = async (name: ProcessName) => (await fetch(`${service.addresses[name]}/metrics`)).text();
let exposed: Record<ProcessName, Awaited<ReturnType<typeof metricsOf>>>;

before(async () => {
  collector = await startOtlpReceiver();
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  service = await startWholeService({
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint,
    OTEL_BSP_SCHEDULE_DELAY: '200',
    DOCKET_SOVEREIGN: 'true',
    DOCKET_WEBHOOK_ALLOW_PRIVATE: 'true',
  });
  const { port } = receiver.address() as AddressInfo;
  const events = ['case.accepted', 'case.review', 'case.rejected'];
  await ask('/v1/webhooks', z.object({ id: z.string() }), post({ url: `http://127.0.0.1:${port}/hook`, events }));

  const document = await sendFile(writtenInvoice());
  const unreadable = await sendFile(Buffer.from('%PDF-1.7 Erika Mustermann, and then nothing'));
  const ticket = await ask('/v1/tickets', caseSummary, post({ desk: 'banking77', text: TICKET }));
  for (const id of [document, unreadable, ticket.id]) await close(id);
  while (!['document', 'unreadable', 'ticket'].every((_, index) => delivered.length > index)) await sleep(100);
  exposed = {
    'docket-api': await metricsOf('docket-api'),
    'docket-temporal-worker': await metricsOf('docket-temporal-worker'),
    'docket-inference-worker': await metricsOf('docket-inference-worker'),
  };
  await service.stopProcesses();
});
after(async () => {
  await service?.stop();
  collector?.close();
  receiver.closeAllConnections();
  receiver.close();
});

/** Names of a span and of what it lies in, from the inside out, within its trace. */
function chainOf(span: ReceivedSpan): string[] {
  const parent = collector.spans.find(({ spanId }) => spanId === span.parentSpanId);
  assert.ok(!span.parentSpanId || parent, `the parent of ${span.name} was not sent`);
  if (!parent) return [span.name];
  assert.equal(parent.traceId, span.traceId);
  return [span.name, ...chainOf(parent)];
}

function spanNamed(name: string, traceId?: string): ReceivedSpan {
  const found = collector.spans.find((one) => one.name === name && (!traceId || one.traceId === traceId));
  assert.ok(found, `no span ${name} among ${[...new Set(collector.spans.map((one) => one.name))].join(', ')}`);
  return found;
}

describe('traces', () => {
  it('follows a document from the request through workflow, queue and batch to its webhook, in one trace', () => {
    const request = spanNamed('send inference-invoice');
    const { traceId } = request;
    const workflow = ['RunWorkflow:documentWorkflow', 'StartWorkflow:documentWorkflow', 'POST /v1/documents'];
    const activity = (name: string) => [`RunActivity:${name}`, `StartActivity:${name}`, ...workflow];
    const inQueue = ['send inference-invoice', ...activity('extract')];
    for (const chain of [
      ...['read', 'route', 'extract', 'check', 'record'].map(activity),
      inQueue,
      ['process inference-invoice', ...inQueue],
      ['infer invoice', 'process inference-invoice', ...inQueue],
      ['complete activity', 'process inference-invoice', ...inQueue],
      ['deliver webhook', ...activity('record')],
    ]) {
      const [name = ''] = chain;
      assert.deepEqual(chainOf(spanNamed(name, traceId)), chain);
    }
    const services = Object.fromEntries(
      ['POST /v1/documents', 'RunWorkflow:documentWorkflow', 'deliver webhook', 'infer invoice'].map((name) => [
        name,
        spanNamed(name, traceId).service,
      ]),
    );
    assert.deepEqual(services, {
      'POST /v1/documents': 'docket-api',
      'RunWorkflow:documentWorkflow': 'docket-temporal-worker',
      'deliver webhook': 'docket-temporal-worker',
      'infer invoice': 'docket-inference-worker',
    });
  });

  it('links a batch to its jobs, and each job to its batch', () => {
    const batch = spanNamed('batch invoice');
    const job = spanNamed('process inference-invoice');
    assert.equal(batch.parentSpanId, undefined);
    assert.notEqual(batch.traceId, job.traceId);
    assert.deepEqual(batch.links, [{ traceId: job.traceId, spanId: job.spanId }]);
    const { traceId, spanId } = batch;
    assert.deepEqual(spanNamed('infer invoice', job.traceId).links, [{ traceId, spanId }]);
  });

  it('follows a ticket, which is triaged without a queue', () => {
    const { traceId } = spanNamed('RunWorkflow:ticketWorkflow');
    const workflow = ['RunWorkflow:ticketWorkflow', 'StartWorkflow:ticketWorkflow', 'POST /v1/tickets'];
    for (const name of ['triage', 'record']) {
      const chain = [`RunActivity:${name}`, `StartActivity:${name}`, ...workflow];
      assert.deepEqual(chainOf(spanNamed(`RunActivity:${name}`, traceId)), chain);
    }
    assert.equal(chainOf(spanNamed('deliver webhook', traceId)).at(-1), 'POST /v1/tickets');
  });

  it('says of an activity that failed its code', () => {
    const failed = collector.spans.find(
      ({ name, attributes }) => name === 'RunActivity:read' && attributes.some(({ key }) => key === 'error.type'),
    );
    const code = failed?.attributes.find(({ key }) => key === 'error.type')?.value.stringValue;
    assert.equal(code, 'pdf.broken');
  });

  it('carries no name, text or value of a case or a person', () => {
    assert.ok(collector.bodies.length > 0);
    for (const body of collector.bodies) assert.doesNotMatch(body, PERSONAL);
    // The pattern is no blind one: the same words went to the webhook's receiver.
    assert.match(delivered.join('\n'), PERSONAL);
  });
});

describe('metrics', () => {
  it('are those of docs/observability.md: by name, type, labels and process', () => {
    const documented = documentedMetrics();
    for (const name of processNames) {
      const said = [...parseExposition(exposed[name]).values()].filter((one) => one.name.startsWith('docket_'));
      const written = documented.filter(({ processes }) => processes.includes(name.replace('docket-', '')));
      assert.deepEqual(
        said.map((one) => `${one.name} ${one.type}`).sort(),
        written.map((one) => `${one.name} ${one.type}`).sort(),
        name,
      );
      for (const one of said) {
        const labels = written.find((row) => row.name === one.name)?.labels ?? [];
        for (const label of one.labels)
          assert.ok(labels.includes(label), `${name}: ${one.name} has the label ${label}`);
      }
    }
  });

  it('follow the naming practice of Prometheus', () => {
    for (const one of documentedMetrics()) {
      assert.equal(one.type === 'counter', one.name.endsWith('_total'), one.name);
      assert.doesNotMatch(one.name, /_(ms|milliseconds|minutes|kb|mb|percent)(_|$)/, one.name);
    }
  });

  it('count what happened', () => {
    const worker = exposed['docket-temporal-worker'];
    assert.match(worker, /docket_decisions_total\{kind="document",desk="documents",outcome="(accepted|review)"\} 1/);
    assert.match(worker, /docket_decisions_total\{kind="document",desk="documents",outcome="rejected"\} 1/);
    assert.match(worker, /docket_decisions_total\{kind="ticket",desk="banking77",outcome="\w+"\} 1/);
    assert.match(worker, /docket_webhook_deliveries_total\{result="delivered"\} [3-9]/);
    assert.match(worker, /temporal_workflow_completed\{[^}]*workflow_type="documentWorkflow"[^}]*\} 2/);
    const api = exposed['docket-api'];
    assert.match(api, /docket_inference_queue_jobs\{model="invoice",state="waiting"\} 0/);
    assert.match(api, /docket_webhook_events\{state="dead"\} 0/);
    assert.match(exposed['docket-inference-worker'], /docket_inference_batch_size_count\{model="invoice"\} 1/);
    for (const name of processNames) {
      assert.match(exposed[name], /^docket_ready 1$/m, name);
      assert.match(exposed[name], /^nodejs_eventloop_lag_p99_seconds /m, name);
      assert.match(exposed[name], /^process_resident_memory_bytes /m, name);
    }
  });

  it('hold no name, text or value of a case or a person', () => {
    for (const name of processNames) assert.doesNotMatch(exposed[name], PERSONAL, name);
  });

  it('are all that dashboards and alerts ask for', () => {
    const all = new Set(processNames.flatMap((name) => [...parseExposition(exposed[name]).keys()]));
    for (const { metric, where } of metricsInDashboardsAndAlerts()) {
      if (metric === 'up') continue;
      const base = metric.replace(/_(bucket|sum|count)$/, '');
      assert.ok(all.has(metric) || all.has(base), `${where} asks for ${metric}, which no process has`);
    }
  });
});
