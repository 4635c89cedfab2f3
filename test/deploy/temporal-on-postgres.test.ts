import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { Client, Connection } from '@temporalio/client';
import { Client as PostgresClient } from 'pg';
import { isRunning, readIdentity } from '../../deploy/local/process-identity.ts';
import { waitUntil } from '../../deploy/local/wait-until.ts';
import { caseDetail, caseSummary, settledStates } from '../../schemas/case.ts';
import { type ServiceFile, serviceFile } from '../../schemas/service-file.ts';
import { caseWorkflowId } from '../../schemas/workflows.ts';
import { writtenInvoice } from '../hostile/attacks.ts';
import { ServiceUnderTest } from './service-under-test.ts';

/** The first start may build the server. */
const LIMIT_MS = 20 * 60_000;
const DECISION_MS = 120_000;
let dataDir: string;
before(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'docket-on-postgres-'));
});
after(() => rm(dataDir, { recursive: true, force: true }));

async function ask(service: ServiceFile, path: string, init: RequestInit = {}): Promise<unknown> {
  const headers = { ...init.headers, authorization: `Bearer ${service.key}` };
  const response = await fetch(new URL(path, service.url), { ...init, headers });
  assert.ok(response.ok, `${path} answered ${response.status}: ${await response.clone().text()}`);
  return response.json();
}

async function decided(service: ServiceFile, id: string) {
  const over = async () => settledStates.includes(caseSummary.parse(await ask(service, `/v1/cases/${id}`)).state);
  assert.ok(await waitUntil(over, DECISION_MS), `case ${id} was not decided`);
  return caseDetail.parse(await ask(service, `/v1/cases/${id}`));
}

const readServiceFile = async () =>
  serviceFile.parse(JSON.parse(await readFile(join(dataDir, 'service.json'), 'utf8')));

async function temporalAddress(): Promise<string> {
  const config = JSON.parse(await readFile(join(dataDir, 'temporal', 'server', 'docket.yaml'), 'utf8'));
  return `127.0.0.1:${config.services.frontend.rpc.grpcPort}`;
}

it('DOCKET_TEMPORAL=postgres: the real server decides cases, keeps all its state in Postgres, and is found again', {
  timeout: LIMIT_MS,
}, async () => {
  const env = { DOCKET_TEMPORAL: 'postgres' };
  const first = new ServiceUnderTest(dataDir, { env });
  let ids: string[];
  try {
    await first.ready();
    assert.match(first.output, /temporal +server .*with its state in Postgres/);
    assert.equal((await stat(join(dataDir, 'temporal', 'server', 'docket.yaml'))).mode & 0o777, 0o600);
    const service = await readServiceFile();
    const sent = [
      await ask(service, '/v1/tickets', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ desk: 'banking77', text: 'I still have not received my new card' }),
      }),
      await ask(service, '/v1/documents', {
        method: 'POST',
        headers: { 'content-type': 'application/pdf', 'x-file-name': 'invoice.pdf' },
        body: new Uint8Array(writtenInvoice()),
      }).then((answer) => (answer as { items: unknown[] }).items[0]),
    ];
    ids = sent.map((one) => caseSummary.parse(one).id);
    const [ticket, document] = await Promise.all(ids.map((id) => decided(service, id)));
    assert.equal(ticket?.state, 'accepted');
    assert.equal(document?.outcome?.kind === 'document' && document.outcome.result.fields.totalGross?.value, '1190.00');

    const connection = await Connection.connect({ address: await temporalAddress() });
    const client = new Client({ connection });
    const found = async () => {
      const list = client.workflow.list({ query: "DocketState = 'accepted' and DocketKind = 'ticket'" });
      for await (const { workflowId } of list) if (workflowId === caseWorkflowId(ids[0] ?? '')) return true;
      return false;
    };
    assert.ok(await waitUntil(found, DECISION_MS), 'a search by attribute finds the ticket');
    await connection.close();

    const database = new PostgresClient(service.databaseUrl);
    await database.connect();
    const { rows } = await database.query<{ datname: string }>('select datname from pg_database');
    await database.end();
    const names = rows.map(({ datname }) => datname);
    assert.ok(names.includes('temporal') && names.includes('temporal_visibility'), names.join(', '));
    assert.ok(!(await readdir(join(dataDir, 'temporal'))).some((name) => name.endsWith('.db')));
  } finally {
    const running = (await readdir(join(dataDir, 'run')).catch(() => [])).flatMap(
      (name) => readIdentity(join(dataDir, 'run', name)) ?? [],
    );
    assert.equal(await first.end('SIGTERM'), 0, first.output);
    assert.deepEqual(running.filter(isRunning), []);
  }

  const again = new ServiceUnderTest(dataDir, { env });
  try {
    await again.ready();
    const connection = await Connection.connect({ address: await temporalAddress() });
    const { status } = await new Client({ connection }).workflow.getHandle(caseWorkflowId(ids[0] ?? '')).describe();
    assert.equal(status.name, 'COMPLETED');
    await connection.close();
  } finally {
    await again.end('SIGTERM');
  }
});
