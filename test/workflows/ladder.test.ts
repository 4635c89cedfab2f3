import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { openOpenAiModel } from '../../models/larger-model/openai.ts';
import type { StepGain } from '../../schemas/step-gain.ts';
import { type ChatServer, startChatServer } from '../models/chat-server.ts';
import { type Flow, startFlow } from './flow.ts';
import { soundFields, wordsFile } from './samples.ts';

const unsureTicket = { desk: 'desk-tiny', text: 'Lost my card' };

describe('the ladder and what was measured of its steps', () => {
  let flow: Flow;
  let server: ChatServer;
  before(async () => {
    flow = await startFlow();
    server = await startChatServer((request) => {
      const { label, invoiceNumber } = request.response_format.json_schema.schema.properties;
      if (invoiceNumber) return { content: JSON.stringify({ invoiceNumber: 'INV-2040' }) };
      assert.ok(label);
      return { content: JSON.stringify({ label: null }) };
    });
    flow.deps.larger = { llm: openOpenAiModel({ baseUrl: server.baseUrl, model: 'large', timeoutMs: 5_000 }) };
  });
  afterEach(() => {
    flow.deps.gains = () => [];
    server.requests.length = 0;
  });
  after(async () => {
    await flow.close();
    await server.close();
  });

  const measured = async (desk: string, given: Partial<StepGain>): Promise<StepGain> => {
    const model = flow.deps.larger.llm?.producer;
    const beside = desk === 'documents' ? flow.deps.models.document('invoice') : await flow.deps.models.desk(desk);
    assert.ok(model);
    return {
      desk,
      field: desk === 'documents' ? '*' : 'intent',
      step: 'llm',
      model,
      beside: beside.producer,
      rows: 100,
      groups: 100,
      before: 70,
      after: 70,
      gain: 0,
      low: -0.05,
      high: 0.05,
      agreed: { rows: 0, right: 0 },
      measuredAt: '2026-01-02T03:04:05.000Z',
      ...given,
    };
  };
  const decisionOf = async (caseId: string) => {
    const { outcome } = (await flow.onRecord(caseId)) ?? {};
    assert.ok(outcome && outcome.kind !== 'refused');
    return outcome.decision;
  };

  it('skips a step for a desk where it gained nothing, and the decision says why', async () => {
    const gain = await measured(unsureTicket.desk, {});
    flow.deps.gains = () => [gain];
    const { caseId, handle } = await flow.submitTicket(unsureTicket, { ladder: ['llm'] });
    await flow.inReview(caseId);
    const [taken, ...others] = (await decisionOf(caseId)).escalations;
    assert.deepEqual(others, []);
    assert.deepEqual([taken?.step, taken?.outcome, taken?.fields], ['llm', 'skipped', ['intent']]);
    assert.match(taken?.why ?? '', /large was no gain: of 100 values in doubt 70 were right before and 70 after/);
    assert.equal(server.requests.length, 0);
    await handle.terminate();
  });

  it('takes a step that nothing was measured of', async () => {
    const { caseId, handle } = await flow.submitTicket(unsureTicket, { ladder: ['llm'] });
    await flow.inReview(caseId);
    const [taken] = (await decisionOf(caseId)).escalations;
    assert.equal(taken?.outcome, 'nothing-found');
    assert.equal(taken?.why, undefined);
    assert.equal(server.requests.length, 1);
    await handle.terminate();
  });

  it('asks for a document only the fields that the step gains on', async () => {
    const none = await measured('documents', {});
    const gains = await measured('documents', { field: 'invoiceNumber', low: 0.1 });
    flow.deps.gains = () => [none, gains];
    const file = wordsFile({ ...soundFields, invoiceNumber: ['INV-2040', 0.6], totalGross: ['119.00', 0.6] });
    const { caseId, handle } = await flow.submitDocument('d.json', file, { ladder: ['llm'] });
    await flow.inReview(caseId);
    const { escalations } = await decisionOf(caseId);
    assert.deepEqual(
      escalations.map(({ outcome, fields: named }) => [outcome, named]),
      [
        ['skipped', ['totalGross']],
        ['answered', ['invoiceNumber']],
      ],
    );
    const [request] = server.requests;
    assert.deepEqual(request?.response_format.json_schema.schema.required, ['invoiceNumber']);
    await handle.terminate();
  });

  it('accepts on agreement only where measured agreement keeps the bound', async () => {
    const file = wordsFile({ ...soundFields, invoiceNumber: ['INV-2040', 0.6] });
    const unproven = await flow.submitDocument('d.json', file, { ladder: ['llm'] });
    await flow.inReview(unproven.caseId);
    await unproven.handle.terminate();
    const proven = await measured('documents', { low: 0.1, agreed: { rows: 160, right: 160 } });
    flow.deps.gains = () => [proven];
    const { caseId, handle } = await flow.submitDocument('e.json', file, { ladder: ['llm'] });
    assert.equal((await handle.result()).state, 'accepted');
    const { outcome } = (await flow.onRecord(caseId)) ?? {};
    assert.ok(outcome?.kind === 'document');
    assert.equal(outcome.result.fields.invoiceNumber?.accepted, true);
    assert.equal(outcome.result.fields.invoiceNumber.source, 'specialist');
  });
});
