import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Flow, startFlow } from './flow.ts';
import { soundFields, ublInvoice, wordsFile } from './samples.ts';

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
});
