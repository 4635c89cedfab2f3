import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, describe, it } from 'node:test';
import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import { Webhook } from 'standardwebhooks';
import { createCase } from '../../store/cases.ts';
import { closeDatabase, type Database, openDatabase } from '../../store/database.ts';
import { recordOutcome } from '../../store/outcomes.ts';
import type { Receivers } from '../../store/public-address.ts';
import { createSubscription, dueDeliveries } from '../../store/webhooks.ts';
import { sendWebhooks } from '../../workers/webhook-sender.ts';
import { makeDeliveriesDue } from '../store/make-deliveries-due.ts';

interface Received {
  headers: IncomingHttpHeaders;
  body: string;
}

/** A receiver that answers with the given status, one a request, the last one from then on. */
async function startReceiver(statuses: number[]) {
  const received: Received[] = [];
  const server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      received.push({ headers: request.headers, body });
      const status = statuses[Math.min(received.length, statuses.length) - 1] ?? 200;
      response.writeHead(status, { location: 'http://127.0.0.1:1/' }).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { port, received, close: () => new Promise((resolve) => server.close(resolve)) };
}

describe('webhook sender', () => {
  let db: Database;
  const log = pino({ level: 'silent' });
  const send = (receivers: Receivers) => sendWebhooks({ db, log, receivers });

  async function rejectedCase(): Promise<string> {
    const ticket = { desk: 'desk-tiny', text: 'refund' };
    const { summary } = await createCase(db, { arrival: { kind: 'ticket', ticket }, actor: 'key:test' });
    const reasons = [{ code: 'ticket.unknown-desk', message: 'no such desk' }];
    const outcome = { kind: 'refused', status: 'rejected', reasons } as const;
    await recordOutcome(db, { caseId: summary.id, state: 'rejected', outcome, actor: 'workflow', key: 'refused' });
    return summary.id;
  }

  before(async () => {
    db = await openDatabase('pglite:memory');
  });
  beforeEach(() => db.execute(sql`truncate webhook_subscriptions cascade`));
  after(() => closeDatabase(db));

  it('delivers a signed event once, which its receiver can verify', async () => {
    const receiver = await startReceiver([204]);
    const url = `http://127.0.0.1:${receiver.port}/hook`;
    const { secret } = await createSubscription(db, { url, events: ['case.rejected'] });
    const caseId = await rejectedCase();
    await send('any');
    await send('any');
    const [delivery, ...others] = receiver.received;
    assert.deepEqual(others, []);
    assert.ok(delivery);
    const event = new Webhook(secret).verify(delivery.body, delivery.headers as Record<string, string>);
    assert.deepEqual(
      (({ id, type, data }) => [id, type, data.case.id])(
        event as { id: string; type: string; data: { case: { id: string } } },
      ),
      [delivery.headers['webhook-id'], 'case.rejected', caseId],
    );
    await receiver.close();
  });

  it('tries again with the same id after a refusal, a redirect and a receiver that is away', async () => {
    const receiver = await startReceiver([500, 302, 200]);
    const url = `http://127.0.0.1:${receiver.port}/hook`;
    await createSubscription(db, { url, events: ['case.rejected'] });
    await rejectedCase();
    for (let round = 0; round < 3; round += 1) {
      await send('any');
      await makeDeliveriesDue(db);
    }
    await send('any');
    const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
    assert.equal(ids.length, 3);
    assert.equal(new Set(ids).size, 1);
    await receiver.close();

    await createSubscription(db, { url, events: ['case.rejected'] });
    await rejectedCase();
    await send('any');
    const errors = await db.execute(sql`select last_error from webhook_outbox where delivered_at is null`);
    assert.match(JSON.stringify(errors), /ECONNREFUSED/);
    await makeDeliveriesDue(db);
    assert.ok((await dueDeliveries(db, 10)).length > 0, 'it is still to be delivered');
  });

  it('connects to no private address, named or resolved', async () => {
    const receiver = await startReceiver([200]);
    for (const host of ['127.0.0.1', 'localhost', '[::1]', '[::ffff:127.0.0.1]']) {
      await createSubscription(db, { url: `http://${host}:${receiver.port}/`, events: ['case.rejected'] });
    }
    await rejectedCase();
    await send('public');
    assert.deepEqual(receiver.received, []);
    const { rows } = (await db.execute(sql`select last_error from webhook_outbox`)) as unknown as {
      rows: { last_error: string }[];
    };
    assert.equal(rows.length, 4);
    for (const { last_error } of rows) assert.match(last_error, /not a public address/);
    await receiver.close();
  });
});
