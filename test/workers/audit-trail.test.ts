import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { WorkflowHandle } from '@temporalio/client';
import { openRegistry } from '../../models/registry.ts';
import { openSessions } from '../../models/session-pool.ts';
import { REVIEW_UPDATE } from '../../schemas/workflow-names.ts';
import { auditOf } from '../../store/audit.ts';
import { historyOf } from '../../store/runs.ts';
import { verifyChain } from '../../store/verify-chain.ts';
import { exportHistories } from '../../workers/history-exporter.ts';
import { replayHistory } from '../../workers/replay-history.ts';
import { rerunCase } from '../../workers/rerun-case.ts';
import { fixtureModels } from '../models/fixture-models.ts';
import { type Flow, startFlow } from '../workflows/flow.ts';
import { brokenPdf, printedPage, ublInvoice } from '../workflows/samples.ts';

const sure = { desk: 'desk-tiny', text: 'refund refund' };
const unsure = { desk: 'desk-tiny', text: 'Lost my card' };

describe("an auditor's way", () => {
  let flow: Flow;
  const sessions = openSessions({ providers: 'cpu', threads: 1 });
  before(async () => {
    flow = await startFlow({ specialist: 'shipped' });
  });
  after(async () => {
    await sessions.close();
    await flow.close();
  });

  const exportAll = async () => {
    while ((await exportHistories({ ...flow.deps, client: flow.client })).more);
  };
  const replay = async (caseId: string) => {
    const kept = await historyOf(flow.db, caseId);
    assert.ok(kept);
    const text = async (ref: Parameters<typeof flow.deps.blobs.get>[0]) =>
      Buffer.from(await flow.deps.blobs.get(ref)).toString('utf8');
    return replayHistory(JSON.parse(await text(kept.history)), await text(kept.bundle), kept.workflowId);
  };
  const rerun = (caseId: string) => {
    const registry = openRegistry({ extraFolders: [fixtureModels] });
    return rerunCase({ db: flow.db, blobs: flow.deps.blobs, registry, sessions }, caseId);
  };
  const ended = async ({ caseId, handle }: { caseId: string; handle: WorkflowHandle }) => {
    await handle.result();
    return caseId;
  };

  it('replays a closed case from its exported history and the build that made it', async () => {
    const caseId = await ended(await flow.submitDocument('invoice.xml', ublInvoice));
    await exportAll();
    const kept = await historyOf(flow.db, caseId);
    assert.equal(kept?.bundle, flow.deps.build);
    assert.ok((await replay(caseId)) > 10);
    const exported = (await auditOf(flow.db, caseId)).find(({ action }) => action === 'history.exported');
    assert.equal(exported?.body.historySha256, kept?.history.sha256);
    assert.equal((await verifyChain(flow.db)).ok, true);
  });

  it('keeps no history of a case that is still open, and the whole of one that a person closed', async () => {
    const { caseId, handle } = await flow.submitTicket(unsure);
    await flow.inReview(caseId);
    await exportAll();
    assert.equal(await historyOf(flow.db, caseId), null);
    const decision = { action: 'approve', id: 'd', reviewer: 'ana', changes: [], label: 'refund' };
    await handle.executeUpdate(REVIEW_UPDATE, { args: [decision] });
    await handle.result();
    await exportAll();
    assert.ok((await replay(caseId)) > 10);
  });

  it("replays a batch's tickets from the batch's history", async () => {
    const { caseIds, handle } = await flow.submitBatch([sure, sure]);
    await handle.result();
    await exportAll();
    const kept = await historyOf(flow.db, caseIds[1] ?? '');
    assert.match(kept?.workflowId ?? '', /^batch-/);
    assert.ok((await replay(caseIds[1] ?? '')) > 5);
  });

  it('comes to the same values of an e-invoice and of a ticket again', async () => {
    const invoice = await rerun(await ended(await flow.submitDocument('invoice.xml', ublInvoice)));
    assert.ok(invoice.values.length > 8);
    assert.deepEqual(
      invoice.values.filter(({ same }) => !same),
      [],
    );
    const ticket = await rerun(await ended(await flow.submitTicket(sure)));
    assert.deepEqual(
      ticket.values.filter(({ same }) => !same),
      [],
    );
    assert.equal(ticket.values.find(({ path }) => path === 'intent')?.now, 'refund');
  });

  it('runs the shipped specialist on the stored words again: the same values, confidences and places', async () => {
    const page = printedPage([
      'Nordlicht Handels GmbH',
      'Hafenstrasse 12, 20457 Hamburg',
      '',
      'INVOICE',
      'Invoice number: 2024-0317',
      'Invoice date: 2024-03-05',
      '',
      'Description          Quantity   Price    Amount',
      'Bracket                     4   25.00    100.00',
      '',
      'Net total                                100.00',
      'VAT 19%                                   19.00',
      'Total EUR                                119.00',
    ]);
    const { caseId, handle } = await flow.submitDocument('page.json', page);
    await flow.until(async () => ['review', 'accepted'].includes((await flow.onRecord(caseId))?.state ?? ''));
    const again = await rerun(caseId);
    assert.ok(again.values.length > 0);
    assert.ok(again.values.every(({ same }) => same));
    assert.equal(again.models[0]?.name, 'invoice');
    if ((await flow.onRecord(caseId))?.state === 'review') await handle.terminate();
  });

  it('leaves out what a person settled, and has nothing to say of a refused file', async () => {
    const { caseId, handle } = await flow.submitTicket(unsure);
    await flow.inReview(caseId);
    const decision = { action: 'approve', id: 'd', reviewer: 'ana', changes: [], label: 'transfer' };
    await handle.executeUpdate(REVIEW_UPDATE, { args: [decision] });
    await handle.result();
    const { values, leftOut } = await rerun(caseId);
    assert.ok(leftOut.includes('intent'));
    assert.ok(values.every(({ same }) => same));
    const refused = await rerun(await ended(await flow.submitDocument('broken.pdf', brokenPdf)));
    assert.deepEqual(refused.values, []);
  });

  it('names the cases that it cannot run again', async () => {
    await assert.rejects(rerun('no-such-case'), { code: 'request.not-found' });
    const registry = openRegistry();
    const caseId = await ended(await flow.submitTicket(sure));
    const parts = { db: flow.db, blobs: flow.deps.blobs, registry, sessions };
    await assert.rejects(rerunCase(parts, caseId), { code: 'model.unknown', message: /desk-tiny/ });
  });
});
