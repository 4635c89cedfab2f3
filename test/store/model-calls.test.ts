import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withinBudget } from '../../activities/within-budget.ts';
import type { ModelBudget, ModelUsage } from '../../schemas/model-usage.ts';
import { openAnswerCache } from '../../store/model-calls.ts';
import { modelCalls } from '../../store/tables.ts';
import { onEachDatabase } from './databases.ts';
import { openCase } from './example-cases.ts';

const endless: ModelBudget = {
  caseTokens: 1_000_000,
  caseMs: 1_000_000,
  deskDayTokens: null,
  dayTokens: null,
  dayCost: null,
  promptPrice: 2,
  answerPrice: 10,
};
const call: ModelUsage = { promptTokens: 900, answerTokens: 100, ms: 50, cached: false };

onEachDatabase((database) => {
  const asking = async (desk: string, changes: Partial<ModelBudget>, caseId?: string) => {
    const db = database();
    const asker = { caseId: caseId ?? (await openCase(db)), desk, model: 'm' };
    const budget = { ...endless, ...changes };
    const ask = () =>
      withinBudget({ db, budget }, asker, async (note) => {
        note(call);
        return 'answered';
      });
    return { ask, caseId: asker.caseId };
  };
  const refusal = (setting: string) => ({ code: 'llm.budget', message: new RegExp(setting) });

  test('a case may ask until its tokens or its time are spent', async () => {
    const tokens = await asking('a', { caseTokens: 1500 });
    assert.equal(await tokens.ask(), 'answered');
    assert.equal(await tokens.ask(), 'answered');
    await assert.rejects(tokens.ask(), refusal('DOCKET_LLM_CASE_TOKENS'));
    const time = await asking('a', { caseMs: 50 });
    await time.ask();
    await assert.rejects(time.ask(), refusal('DOCKET_LLM_CASE_MS'));
  });

  test('a desk has a day’s tokens of its own, all have one together, and money counts by the prices', async () => {
    await (await asking('b', {})).ask();
    await assert.rejects((await asking('b', { deskDayTokens: 1000 })).ask(), refusal('DOCKET_LLM_DESK_DAY_TOKENS'));
    assert.equal(await (await asking('c', { deskDayTokens: 1000 })).ask(), 'answered');
    await assert.rejects((await asking('d', { dayTokens: 1 })).ask(), refusal('DOCKET_LLM_DAY_TOKENS'));
    await assert.rejects((await asking('d', { dayCost: 0.0028 })).ask(), refusal('DOCKET_LLM_DAY_COST'));
    const [row] = await database().select().from(modelCalls).limit(1);
    assert.equal(row?.costMicros, 2800);
  });

  test('what failed is kept too', async () => {
    const db = database();
    const caseId = await openCase(db);
    const failing = withinBudget({ db, budget: endless }, { caseId, desk: 'e', model: 'm' }, async (note) => {
      note({ ...call, answerTokens: 0 });
      throw new Error('the model fell over');
    });
    await assert.rejects(failing, /fell over/);
    const kept = (await db.select().from(modelCalls)).filter((row) => row.caseId === caseId);
    assert.deepEqual(
      kept.map(({ promptTokens, answerTokens }) => [promptTokens, answerTokens]),
      [[900, 0]],
    );
  });

  test('answers are kept by what was asked; the first stays', async () => {
    const cache = openAnswerCache(database());
    assert.equal(await cache.get('k'), null);
    await cache.set('k', '{"a":1}');
    await cache.set('k', '{"a":2}');
    assert.equal(await cache.get('k'), '{"a":1}');
  });
});
