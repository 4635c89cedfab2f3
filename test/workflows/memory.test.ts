import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ReviewAnswer } from '../../schemas/activities.ts';
import { defaultBlockingRules } from '../../schemas/memory-rules.ts';
import { REVIEW_UPDATE } from '../../schemas/workflows.ts';
import { keepOrders } from '../../store/orders.ts';
import { type Flow, startFlow } from './flow.ts';
import { soundFields, wordsFile } from './samples.ts';

const FIRST_ACCOUNT = 'DE89370400440532013000';
const OTHER_ACCOUNT = 'DE02120300000000202051';

describe('what a document is in the light of earlier ones', () => {
  let flow: Flow;
  before(async () => {
    flow = await startFlow({ blockingRules: defaultBlockingRules });
  });
  after(() => flow.close());

  const reasonsOf = async (caseId: string) => (await flow.onRecord(caseId))?.reasons.map(({ code }) => code);

  it('sends the same file to a person, and the same number in another file', async () => {
    const first = await flow.submitDocument('a.json', wordsFile({ ...soundFields, sellerName: 'Duplex' }));
    assert.equal((await first.handle.result()).state, 'accepted');
    const again = await flow.submitDocument('b.json', wordsFile({ ...soundFields, sellerName: 'Duplex' }));
    await flow.inReview(again.caseId);
    assert.deepEqual(await reasonsOf(again.caseId), ['memory.same-file']);
    const number = await flow.submitDocument(
      'c.json',
      wordsFile({ ...soundFields, sellerName: 'DUPLEX', dueDate: '2024-04-05' }),
    );
    await flow.inReview(number.caseId);
    assert.deepEqual([...new Set(await reasonsOf(number.caseId))], ['memory.same-number']);
  });

  it('learns a supplier’s account from what was accepted, also by a person', async () => {
    const paper = (number: string, iban: string, gross = '119.00') =>
      wordsFile({
        ...soundFields,
        sellerName: 'Kontor',
        invoiceNumber: number,
        issueDate: `2024-0${number.slice(-1)}-05`,
        iban,
        totalGross: gross,
      });
    const known = await flow.submitDocument('k1.json', paper('K-1', FIRST_ACCOUNT));
    assert.equal((await known.handle.result()).state, 'accepted');
    const changed = await flow.submitDocument('k2.json', paper('K-2', OTHER_ACCOUNT));
    await flow.inReview(changed.caseId);
    assert.deepEqual(await reasonsOf(changed.caseId), ['memory.bank-changed']);
    const decision = { action: 'approve', id: 'd-1', reviewer: 'ana', changes: [] };
    await changed.handle.executeUpdate<ReviewAnswer, [object]>(REVIEW_UPDATE, { args: [decision] });
    const next = await flow.submitDocument('k3.json', paper('K-3', OTHER_ACCOUNT));
    assert.equal((await next.handle.result()).state, 'accepted');
  });

  it('matches an order, until more is invoiced than was ordered', async () => {
    await keepOrders(
      flow.db,
      [{ number: 'PO-5', supplierName: 'Ordnung', currency: 'EUR', totalNet: '150.00' }],
      'test',
    );
    const paper = (number: string, orderReference: string) =>
      wordsFile({
        ...soundFields,
        sellerName: 'Ordnung',
        invoiceNumber: number,
        issueDate: `2024-0${number.slice(-1)}-05`,
        orderReference,
      });
    const first = await flow.submitDocument('o1.json', paper('O-1', 'PO 5'));
    assert.equal((await first.handle.result()).state, 'accepted');
    const { outcome } = (await flow.onRecord(first.caseId)) ?? {};
    assert.ok(outcome?.kind === 'document');
    assert.ok(outcome.result.findings.some(({ rule, severity }) => rule === 'order.matched' && severity === 'info'));
    const second = await flow.submitDocument('o2.json', paper('O-2', 'PO-5'));
    await flow.inReview(second.caseId);
    assert.deepEqual(await reasonsOf(second.caseId), ['order.amount']);
  });
});
