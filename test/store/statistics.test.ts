import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyDocumentReview } from '../../checks/apply-document-review.ts';
import type { Outcome } from '../../schemas/case.ts';
import type { Evidence } from '../../schemas/evidence.ts';
import { recordCorrections } from '../../store/corrections.ts';
import type { Database } from '../../store/database.ts';
import { recordModelCalls } from '../../store/model-calls.ts';
import { recordOutcome } from '../../store/outcomes.ts';
import { decideSecondLook, drawSecondLooks } from '../../store/second-looks.ts';
import { getAssumptions, setAssumptions } from '../../store/statistics/assumptions.ts';
import { statisticsOf } from '../../store/statistics/statistics.ts';
import { wilson } from '../../store/statistics/wilson.ts';
import { onEachDatabase } from './databases.ts';
import { documentArrival, openCase, producer, ticketOutcome } from './example-cases.ts';

const said = (value: string, accepted = true): Evidence => ({
  ...{ value, accepted, confidence: 0.97, source: 'specialist', page: 0, box: [0, 0, 1, 1], by: producer },
});

function documentOutcome(status: 'accepted' | 'review'): Extract<Outcome, { kind: 'document' }> {
  return {
    kind: 'document',
    reading: null,
    result: {
      status,
      kind: 'invoice',
      language: 'en',
      fields: { totalGross: said('10.00'), invoiceNumber: said('A-1', status === 'accepted') },
      lines: [{ lineTotal: said('4.00') }, { lineTotal: said('6.00') }],
      taxes: [],
      findings: [],
      reasons: status === 'accepted' ? [] : [{ code: 'field.doubtful', message: 'A-1', field: 'invoiceNumber' }],
    },
    decision: {
      ...{ schemaVersion: '1', build: 'c'.repeat(64), models: [producer], thresholds: {} },
      escalations:
        status === 'accepted' ? [] : [{ step: 'llm', fields: ['invoiceNumber'], by: null, outcome: 'llm.budget' }],
    },
  };
}

async function decided(db: Database, outcome: Outcome, desk = 'banking77'): Promise<string> {
  const ticket = { kind: 'ticket', ticket: { desk, text: 'Where is my card?' } } as const;
  const caseId = await openCase(db, outcome.kind === 'document' ? documentArrival() : ticket);
  const state = outcome.kind === 'refused' ? 'rejected' : outcome.result.status;
  await recordOutcome(db, { caseId, state, outcome, actor: 'workflow', key: 'decided' });
  return caseId;
}

const lastDays = {
  from: new Date(Date.now() - 3 * 86_400_000),
  to: new Date(Date.now() + 3_600_000),
  every: 'day',
} as const;

onEachDatabase((database) => {
  test('counts what passed, what people decided and how long it took, and what it saved', async () => {
    const db = database();
    assert.deepEqual((await statisticsOf(db, lastDays)).desks, []);
    const passed = await decided(db, documentOutcome('accepted'));
    const doubtful = await decided(db, documentOutcome('review'));
    const reasons = [{ code: 'pdf.broken', message: 'x' }];
    const refused: Outcome = { kind: 'refused', status: 'rejected', reasons };
    await openCase(db, documentArrival('untouched.pdf'));
    const broken = await openCase(db, documentArrival('broken.pdf'));
    await recordOutcome(db, { caseId: broken, state: 'rejected', outcome: refused, actor: 'workflow', key: 'refused' });
    for (let i = 0; i < 3; i += 1) await decided(db, ticketOutcome('accepted'));

    const decision = {
      ...({ action: 'approve', id: 'd1', reviewer: 'Ana' } as const),
      changes: [{ path: 'lines.1.lineTotal', value: '6.50' }],
    };
    const before = documentOutcome('review');
    const { result, corrections } = applyDocumentReview(before.result, decision);
    await recordCorrections(db, {
      caseId: doubtful,
      decisionId: 'd1',
      reviewer: 'Ana',
      corrections,
      models: [producer],
    });
    const after = { ...before, result };
    await recordOutcome(db, {
      caseId: doubtful,
      state: 'accepted',
      outcome: after,
      actor: 'Ana',
      key: 'reviewed:d1',
      tookMs: 42_000,
    });
    await recordModelCalls(
      db,
      { caseId: doubtful, desk: 'documents', model: 'm' },
      [{ promptTokens: 1000, answerTokens: 100, ms: 9, cached: false }],
      { promptPrice: 100, answerPrice: 1000 },
    );
    await drawSecondLooks(db, { desk: 'documents', secondLooks: 1 }, [passed]);
    await db.transaction((tx) => decideSecondLook(tx, { caseId: passed, reviewer: 'Bo', wrong: ['totalGross'] }));

    await setAssumptions(db, { minutesPerDocument: 6, minutesPerTicket: 1, costPerHour: 20, currency: 'USD' }, 'key:a');
    const { desks, over, accuracy, assumptions } = await statisticsOf(db, lastDays);
    assert.deepEqual(assumptions, await getAssumptions(db));
    const [tickets, documents] = desks;
    assert.deepEqual([tickets?.desk, tickets?.decided, tickets?.automated, tickets?.saved], ['banking77', 3, 3, 1]);
    assert.ok(documents);
    const { waitMs, ...figures } = documents;
    assert.deepEqual(figures, {
      desk: 'documents',
      ...{ decided: 3, automated: 1, escalated: 1, refused: 1, largerModel: 1, modelCost: 0.2, saved: 1.8 },
      ...{ reviewed: 1, timed: 1, reviewMs: 42_000 },
    });
    assert.ok(waitMs !== null && waitMs >= 0 && waitMs < 60_000, `${waitMs}`);
    assert.deepEqual(
      over.map(({ desk }) => desk),
      ['banking77', 'documents'],
    );
    assert.match(over[0]?.at ?? '', /T00:00:00Z$/);

    const found = accuracy.map(({ desk, field, passed: p, suggested: s }) => [
      ...[desk, field, p && `${p.value} of ${p.n}`, s && `${s.value} of ${s.n}`],
    ]);
    assert.deepEqual(found, [
      ['documents', 'invoiceNumber', '1 of 1', '1 of 1'],
      ['documents', 'lines.lineTotal', '1 of 2', '0.5 of 2'],
      ['documents', 'totalGross', '0 of 1', '1 of 1'],
    ]);
    const alone = await statisticsOf(db, { ...lastDays, desk: 'banking77' });
    assert.deepEqual([alone.desks.length, alone.accuracy.length], [1, 0]);
    const earlier = { ...lastDays, to: lastDays.from, from: new Date(0) };
    assert.deepEqual((await statisticsOf(db, earlier)).over, []);
  });
});

test("Wilson's interval is that of the textbook", () => {
  const share = wilson(8, 10);
  assert.deepEqual([share?.low.toFixed(4), share?.high.toFixed(4)], ['0.4902', '0.9433']);
  assert.equal(wilson(0, 0), null);
  assert.equal(wilson(3, 3)?.high, 1);
  assert.ok((wilson(0, 3)?.low ?? 1) < 1e-12);
});
