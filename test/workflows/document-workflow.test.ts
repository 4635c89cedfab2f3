import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { settledStates } from '../../schemas/case.ts';
import { auditOf } from '../../store/audit.ts';
import { findPage } from '../../store/pages.ts';
import { bakery, type DrawnPaper, drawPapers, hardware } from '../reading/draw-papers.ts';
import { makeMail } from '../reading/make-mail.ts';
import { type Flow, startFlow } from './flow.ts';
import { brokenPdf, soundFields, twoInvoices, ublInvoice, wordsFile } from './samples.ts';

describe('documentWorkflow', () => {
  let flow: Flow;
  before(async () => {
    flow = await startFlow();
  });
  after(() => flow.close());

  it('accepts an e-invoice by its exact data', async () => {
    const { caseId, handle } = await flow.submitDocument('invoice.xml', ublInvoice);
    const result = await handle.result();
    const onRecord = await flow.onRecord(caseId);
    assert.equal(result.state, 'accepted');
    assert.equal(onRecord?.state, 'accepted');
    assert.ok(onRecord?.outcome?.kind === 'document');
    assert.equal(onRecord.outcome.result.fields.totalGross?.value, '119.00');
    assert.equal(onRecord.outcome.result.fields.totalGross?.source, 'xml');
    assert.equal(onRecord.outcome.decision.build, flow.deps.build);
    assert.equal(onRecord.outcome.decision.schemaVersion, '1');
    assert.match(onRecord.outcome.decision.models[0]?.name ?? '', /UBL/);
  });

  it('accepts a page whose values are sure, with the model and its bounds in the decision', async () => {
    const { caseId, handle } = await flow.submitDocument('page.json', wordsFile(soundFields));
    assert.equal((await handle.result()).state, 'accepted');
    const { outcome, pages } = (await flow.onRecord(caseId)) ?? {};
    assert.ok(outcome?.kind === 'document');
    assert.deepEqual(outcome.result.fields.totalGross?.box, [160, 180, 320, 192]);
    assert.deepEqual(
      outcome.decision.models.filter(({ name }) => name === 'invoice'),
      [{ name: 'invoice', version: '1.0.0', sha256: 'a'.repeat(64) }],
    );
    assert.equal(outcome.decision.thresholds['*']?.alpha, 0.02);
    assert.deepEqual(pages, [{ width: 595, height: 842 }]);
  });

  it('rejects a file that cannot be read, with the code of its problem', async () => {
    const { caseId, handle } = await flow.submitDocument('broken.pdf', brokenPdf);
    assert.equal((await handle.result()).state, 'rejected');
    const onRecord = await flow.onRecord(caseId);
    assert.equal(onRecord?.state, 'rejected');
    assert.ok(onRecord.outcome?.kind === 'refused');
    assert.equal(onRecord.outcome.reasons[0]?.code, 'pdf.broken');
    const actions = (await auditOf(flow.db, caseId)).map(({ action }) => action);
    assert.deepEqual(actions, ['case.received', 'case.decided']);
  });

  it('asks the teacher only for the fields in doubt, and accepts where both agree', async () => {
    const file = wordsFile({ ...soundFields, invoiceNumber: ['INV-2032', 0.6] });
    const { caseId, handle } = await flow.submitDocument('doubt.json', file, { ladder: ['teacher'] });
    assert.equal((await handle.result()).state, 'accepted');
    const { outcome } = (await flow.onRecord(caseId)) ?? {};
    assert.ok(outcome?.kind === 'document');
    const [escalation, ...others] = outcome.decision.escalations;
    assert.deepEqual(others, []);
    assert.equal(escalation?.step, 'teacher');
    assert.deepEqual(escalation.fields, ['invoiceNumber']);
    assert.equal(escalation.by?.name, 'invoice-teacher');
    const number = outcome.result.fields.invoiceNumber;
    assert.ok((number?.confidence ?? 0) > 0.9);
    assert.deepEqual([number?.source, number?.by.name], ['teacher', 'invoice-teacher']);
    assert.equal(escalation.calibration?.thresholds['*']?.threshold, 0.9);
  });

  it('goes on to a person where a step of the ladder cannot answer', async () => {
    const file = wordsFile({ ...soundFields, invoiceNumber: ['INV-2033', 0.6] });
    const { caseId, handle } = await flow.submitDocument('doubt.json', file, { ladder: ['llm'] });
    await flow.inReview(caseId);
    const { outcome } = (await flow.onRecord(caseId)) ?? {};
    assert.ok(outcome?.kind === 'document');
    assert.equal(outcome.decision.escalations[0]?.outcome, 'llm.refused');
    await handle.terminate();
  });

  it('opens a case for each further document of a file', async () => {
    const { caseId, handle } = await flow.submitDocument('two.xml', twoInvoices);
    assert.equal((await handle.result()).state, 'accepted');
    const second = flow.client.workflow.getHandle(`case-${caseId}-2`);
    assert.equal((await second.result()).state, 'accepted');
    const onRecord = await flow.onRecord(`${caseId}-2`);
    assert.equal(onRecord?.parentId, caseId);
    assert.equal(onRecord.part, 2);
    assert.ok(onRecord.outcome?.kind === 'document');
    assert.equal(onRecord.outcome.result.fields.totalGross?.value, '61.00');
    assert.equal(await flow.onRecord(`${caseId}-3`), null);
  });

  it('opens a case for each document of an e-mail; they know the message and each other', async () => {
    const mail = makeMail([
      { type: 'text/plain', content: 'Please find our invoices attached.' },
      { name: 'first.xml', type: 'application/xml', content: ublInvoice },
      { name: 'broken.pdf', type: 'application/pdf', content: brokenPdf },
      { name: 'page.json', type: 'application/json', content: wordsFile(soundFields) },
    ]);
    const { caseId, handle } = await flow.submitDocument('mail.eml', mail);
    assert.equal((await handle.result()).state, 'accepted');
    const others = ['2', '3'].map((part) => flow.client.workflow.getHandle(`case-${caseId}-${part}`));
    assert.deepEqual(
      (await Promise.all(others.map((other) => other.result()))).map(({ state }) => state),
      ['rejected', 'accepted'],
    );
    const [first, broken, third] = await Promise.all(
      [caseId, `${caseId}-2`, `${caseId}-3`].map((id) => flow.onRecord(id)),
    );
    assert.equal(first?.origin?.path, 'first.xml');
    assert.equal(first.origin.message?.subject, 'Invoice');
    assert.deepEqual(
      first.related.map(({ id, origin }) => [id, origin?.path]),
      [
        [`${caseId}-2`, 'broken.pdf'],
        [`${caseId}-3`, 'page.json'],
      ],
    );
    assert.deepEqual(
      third?.related.map(({ id }) => id),
      [caseId, `${caseId}-2`],
    );
    assert.equal(third.title, 'page.json');
    assert.deepEqual(third.pages, [{ width: 595, height: 842 }]);
    assert.ok(third.arrival.kind === 'document');
    const file = await flow.deps.blobs.get(third.arrival.blob);
    assert.deepEqual(Buffer.from(file), Buffer.from(wordsFile(soundFields)));
    assert.deepEqual(broken?.outcome?.kind === 'refused' && broken.outcome.reasons[0]?.code, 'pdf.broken');
  });

  it('opens a case for each receipt on a page; they know each other and point at the page as it was sent', async () => {
    const labelled = (paper: DrawnPaper, total: string): DrawnPaper => ({
      ...paper,
      rows: [...paper.rows, `totalGross: ${total}`],
    });
    const papers = [
      { ...labelled(bakery, '10.35'), x: 330, y: 420 },
      { ...labelled(hardware, '40.59'), x: 960, y: 480 },
    ];
    const picture = await drawPapers({ width: 1300, height: 1000, ground: '#4a3b30' }, papers);
    const { caseId } = await flow.submitDocument('receipts.png', picture);
    const ids = [caseId, `${caseId}-2`];
    const settled = async (id: string) => {
      const state = (await flow.onRecord(id))?.state;
      return settledStates.some((one) => one === state);
    };
    for (const id of ids) await flow.until(() => settled(id));
    const [first, second] = await Promise.all(ids.map((id) => flow.onRecord(id)));
    assert.deepEqual([first?.parentId, second?.parentId], [null, caseId]);
    assert.deepEqual([first?.related.map(({ id }) => id), second?.related.map(({ id }) => id)], [[ids[1]], [ids[0]]]);
    for (const [index, one] of [first, second].entries()) {
      assert.deepEqual(one?.pages, [{ width: 1300, height: 1000 }]);
      assert.ok(one.outcome?.kind === 'document');
      const { value, box } = one.outcome.result.fields.totalGross ?? {};
      assert.equal(value, ['10.35', '40.59'][index]);
      assert.ok(box && (box[0] + box[2]) / 2 > 1300 * (index / 2) && (box[0] + box[2]) / 2 < 1300 * ((index + 1) / 2));
    }
    const [left, right] = await Promise.all(ids.map((id) => findPage(flow.db, id, 0)));
    assert.ok(left?.image);
    assert.deepEqual(left.image, right?.image);
  });

  it('ends without a record where the case was taken back', async () => {
    const { handle } = await flow.submitWithdrawn('gone.xml', ublInvoice);
    assert.deepEqual(await handle.result(), { caseId: 'withdrawn', state: 'rejected', outcome: null });
    assert.equal(await flow.onRecord('withdrawn'), null);
  });
});
