import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openRegistry } from '../../models/registry.ts';
import { openSessions } from '../../models/session-pool.ts';
import { settledStates } from '../../schemas/case.ts';
import { DOCUMENTS, type Policy } from '../../schemas/policy.ts';
import { clearDocumentAlarm, policyOf, setPolicy } from '../../store/policies.ts';
import { decideSecondLook } from '../../store/second-looks.ts';
import { rerunCase } from '../../workers/rerun-case.ts';
import { countSecondLooks } from '../../workers/second-look-counter.ts';
import { documentBounds } from './document-bounds.ts';
import { type Flow, startFlow } from './flow.ts';
import { printedPage, soundFields, ublInvoice, wordsFile } from './samples.ts';

const policy: Policy = { automation: 'confident', documentBound: 0.05, secondLooks: 1 };

/** What became of a document, as it is on record. */
async function decided(flow: Flow, name: string, bytes: Uint8Array) {
  const { caseId } = await flow.submitDocument(name, bytes);
  await flow.until(async () => {
    const state = (await flow.onRecord(caseId))?.state;
    return state !== undefined && settledStates.includes(state);
  });
  const found = await flow.onRecord(caseId);
  assert.ok(found?.outcome?.kind === 'document');
  return { caseId, state: found.state, ...found.outcome };
}

describe('a document held to a bound as a whole', () => {
  let flow: Flow;
  before(async () => {
    flow = await startFlow({ documentBounds });
    await setPolicy(flow.db, DOCUMENTS, policy, 'key:test');
  });
  after(() => flow.close());

  it('passes where it reaches it, with the bound in the decision', async () => {
    const { state, decision } = await decided(flow, 'page.json', wordsFile(soundFields));
    assert.equal(state, 'accepted');
    const { documentBound: stamp } = decision;
    assert.ok(stamp);
    assert.ok(Math.abs((stamp.reached ?? 0) - 0.99 ** 7) < 1e-9);
    assert.deepEqual([stamp.alpha, stamp.delta, stamp.threshold, stamp.groups], [0.05, 0.05, 0.9, 200]);
  });

  it('goes to a person where its values are each sure enough and together are not', async () => {
    const sure = { ...soundFields, sellerName: ['Nordlicht', 0.92] as [string, number] };
    const { state, result, decision } = await decided(flow, 'page.json', wordsFile(sure));
    assert.equal(state, 'review');
    assert.equal(result.fields.sellerName?.accepted, true);
    assert.deepEqual(
      result.reasons.map(({ code, message }) => [code, message.endsWith('check sellerName (92 %) first')]),
      [['document.doubtful', true]],
    );
    assert.ok((decision.documentBound?.reached ?? 1) < 0.9);
  });

  it('is not held to it where it is exact data', async () => {
    const { state, decision } = await decided(flow, 'invoice.xml', ublInvoice);
    assert.deepEqual([state, decision.documentBound], ['accepted', undefined]);
  });

  it('goes to a person while second looks say that the bound is broken, until the alarm is cleared', async () => {
    const looks = async (wrong: string[], number: number) => {
      const { caseId, state } = await decided(
        flow,
        'page.json',
        wordsFile({ ...soundFields, invoiceNumber: `N-${number}-${wrong.length}` }),
      );
      assert.equal(state, 'accepted');
      await flow.db.transaction((tx) => decideSecondLook(tx, { caseId, reviewer: 'ana', wrong }));
      await countSecondLooks(flow.db);
    };
    await looks([], 0);
    let number = 0;
    while ((await policyOf(flow.db, DOCUMENTS)).documentWatch?.alarmAt === null) {
      number += 1;
      assert.ok(number < 12, 'the alarm comes');
      await looks(['sellerName'], number);
    }
    const { documentWatch, alarmAt } = await policyOf(flow.db, DOCUMENTS);
    assert.equal(documentWatch?.wrong, number);
    assert.equal(alarmAt, null, 'the watch over values counts one of seven');
    const stopped = await decided(flow, 'page.json', wordsFile({ ...soundFields, invoiceNumber: 'STOPPED' }));
    assert.deepEqual([stopped.state, stopped.result.reasons[0]?.code], ['review', 'policy.document-alarm']);
    assert.equal(stopped.decision.policy?.documentAlarm, true);
    assert.equal((await decided(flow, 'invoice.xml', ublInvoice)).state, 'accepted');
    await clearDocumentAlarm(flow.db, 'key:test');
    const again = await decided(flow, 'page.json', wordsFile({ ...soundFields, invoiceNumber: 'AGAIN' }));
    assert.equal(again.state, 'accepted');
  });
});

describe('the bound of a decided document', () => {
  it('comes to the same score when the shipped specialist runs again', async () => {
    const flow = await startFlow({ specialist: 'shipped', documentBounds });
    const sessions = openSessions({ providers: 'cpu', threads: 1 });
    try {
      await setPolicy(flow.db, DOCUMENTS, policy, 'key:test');
      const page = printedPage([
        'Nordlicht GmbH',
        'INVOICE',
        'Invoice number: 2024-0317',
        'Invoice date: 2024-03-05',
        'Total EUR 119.00',
      ]);
      const { caseId, decision } = await decided(flow, 'page.json', page);
      assert.ok((decision.documentBound?.reached ?? 0) > 0);
      const parts = { db: flow.db, blobs: flow.deps.blobs, registry: openRegistry(), sessions };
      const compared = (await rerunCase(parts, caseId)).values.find(({ path }) => path === 'documentBound.reached');
      assert.equal(compared?.same, true);
    } finally {
      await sessions.close();
      await flow.close();
    }
  });
});
