import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type CheckName, checks, judge } from '../../bench/load/checks.ts';
import type { Evidence } from '../../bench/load/evidence.ts';

/** What two requests and one decision leave when all is well: case `a` was accepted, `b` decided by a person, `c` waits. */
function sound(): Evidence {
  const event = (id: string, caseId: string, type: 'case.accepted' | 'case.review' | 'case.rejected') => ({
    stored: { id, caseId, type, attempts: 1, delivered: true, dead: false },
    received: { id, caseId, type, times: 1 },
  });
  const events = [
    event('m1', 'a', 'case.accepted'),
    event('m2', 'b', 'case.review'),
    event('m3', 'b', 'case.rejected'),
    event('m4', 'c', 'case.review'),
  ];
  const request = { kind: 'ticket', refused: null, sentAt: 0 } as const;
  return {
    sent: [
      { ...request, key: 'k1', cases: 1, answers: [['a'], ['a']] },
      { ...request, key: 'k2', kind: 'bulk', cases: 2, answers: [['b', 'c']] },
    ],
    decisions: [{ caseId: 'b', answers: 2, refused: null }],
    cases: [
      { id: 'a', state: 'accepted', parentId: null, batchId: null, reasons: [] },
      { id: 'b', state: 'rejected', parentId: null, batchId: null, reasons: ['label.doubtful'] },
      { id: 'c', state: 'review', parentId: null, batchId: null, reasons: ['label.doubtful'] },
    ],
    outcomes: [
      { caseId: 'a', revision: 1, key: 'decided', state: 'accepted' },
      { caseId: 'b', revision: 1, key: 'decided', state: 'review' },
      { caseId: 'b', revision: 2, key: 'review-d', state: 'rejected' },
      { caseId: 'c', revision: 1, key: 'decided', state: 'review' },
    ],
    entries: [
      ...['a', 'b', 'c'].map((caseId) => ({ caseId, action: 'case.received' })),
      ...['a', 'b', 'c'].map((caseId) => ({ caseId, action: 'case.decided' })),
      { caseId: 'b', action: 'case.reviewed' },
    ],
    chain: { ok: true, said: '' },
    outbox: events.map(({ stored }) => stored),
    received: events.map(({ received }) => received),
    wrongDeliveries: [],
    queues: [{ name: 'inference-banking77', counts: { waiting: 0, active: 0 }, failed: [] }],
    strayJobs: [],
    openWorkflows: ['case-c'],
    runs: [
      { workflowId: 'case-a', runId: 'r', caseId: 'a', exported: true },
      { workflowId: 'batch-1', runId: 'r', caseId: null, exported: true },
      { workflowId: 'case-b', runId: 'r', caseId: 'b', exported: true },
      { workflowId: 'case-c', runId: 'r', caseId: 'c', exported: false },
    ],
    ended: [],
    badBlobs: [],
  };
}

type Change = (evidence: Evidence) => Evidence;
const without = <T>(items: readonly T[], index: number): T[] => items.filter((_, at) => at !== index);
const changed = <T>(items: readonly T[], index: number, change: Partial<T>): T[] =>
  items.map((item, at) => (at === index ? { ...item, ...change } : item));

/** Each way in which a promise can be broken, and what is said of it. */
const broken: Record<CheckName, [string, Change, RegExp][]> = {
  'every request was answered': [
    ['no answer', (e) => ({ ...e, sent: changed(e.sent, 0, { answers: [] }) }), /k1 was never answered/],
    ['a refusal', (e) => ({ ...e, sent: changed(e.sent, 0, { refused: '422' }) }), /k1 was refused: 422/],
  ],
  'every accepted case is there and settled': [
    ['a case is gone', (e) => ({ ...e, cases: without(e.cases, 0) }), /case a was accepted and is gone/],
    ['one is stuck', (e) => ({ ...e, cases: changed(e.cases, 0, { state: 'processing' }) }), /a is still processing/],
  ],
  'no case is there that nobody was told of': [
    [
      'a second case of one request',
      (e) => ({
        ...e,
        cases: [...e.cases, { id: 'x', state: 'accepted', parentId: null, batchId: null, reasons: [] }],
      }),
      /case x \(accepted\) is there/,
    ],
  ],
  'a request sent again got the same cases': [
    ['another id', (e) => ({ ...e, sent: changed(e.sent, 0, { answers: [['a'], ['x']] }) }), /k1 .* other cases/],
    ['too few cases', (e) => ({ ...e, sent: changed(e.sent, 1, { answers: [['b']] }) }), /k2 made 1 cases of 2/],
  ],
  'every case has one result': [
    ['none', (e) => ({ ...e, outcomes: without(e.outcomes, 0) }), /a \(accepted\) has no result/],
    [
      'two',
      (e) => ({ ...e, outcomes: [...e.outcomes, { caseId: 'a', revision: 2, key: 'x', state: 'accepted' }] }),
      /a \(accepted\) has 2 results, not 1/,
    ],
    [
      'another state',
      (e) => ({ ...e, cases: changed(e.cases, 0, { state: 'rejected' }) }),
      /a is rejected, .* accepted/,
    ],
    ['a gap', (e) => ({ ...e, outcomes: changed(e.outcomes, 0, { revision: 2 }) }), /a lacks a revision/],
    ['a decision without effect', (e) => ({ ...e, outcomes: without(e.outcomes, 2) }), /b is rejected, .* review/],
  ],
  'every decision of a person counts': [
    ['refused', (e) => ({ ...e, decisions: changed(e.decisions, 0, { refused: '409' }) }), /b was refused: 409/],
    ['unanswered', (e) => ({ ...e, decisions: changed(e.decisions, 0, { answers: 0 }) }), /b was never answered/],
  ],
  'no case ends for what the service did': [
    [
      'a failure',
      (e) => ({ ...e, cases: changed(e.cases, 0, { reasons: ['model.failed'] }) }),
      /a is accepted .* model/,
    ],
  ],
  'every event arrived under one id': [
    ['not arrived', (e) => ({ ...e, received: without(e.received, 0) }), /receiver has no case.accepted of case a/],
    ['no event', (e) => ({ ...e, outbox: without(e.outbox, 0) }), /case.accepted of case a happened 1 times and has 0/],
    [
      'two ids',
      (e) => ({
        ...e,
        outbox: [...e.outbox, ...e.outbox.slice(0, 1).map((one) => ({ ...one, id: 'm9' }))],
        received: [...e.received, ...e.received.slice(0, 1).map((one) => ({ ...one, id: 'm9' }))],
      }),
      /happened 1 times and has 2 ids/,
    ],
    ['dead', (e) => ({ ...e, outbox: changed(e.outbox, 0, { dead: true }) }), /does not count as delivered/],
    ['a wrong signature', (e) => ({ ...e, wrongDeliveries: ['m1: no'] }), /wrong delivery: m1/],
    [
      'of nowhere',
      (e) => ({ ...e, received: [...e.received, { id: 'm9', caseId: 'a', type: 'case.accepted', times: 1 }] }),
      /m9, which nobody sent/,
    ],
  ],
  'queues are empty': [
    ['a job', (e) => ({ ...e, queues: changed(e.queues, 0, { counts: { delayed: 1 } }) }), /banking77 has 1 delayed/],
    ['a failed job', (e) => ({ ...e, queues: changed(e.queues, 0, { failed: [{ id: 'j', reason: 'no' }] }) }), /j: no/],
    ['a lost key', (e) => ({ ...e, strayJobs: ['docket:q:a__b__1'] }), /a__b__1, which is on no queue/],
  ],
  'every open workflow waits for a person': [
    ['an open one', (e) => ({ ...e, openWorkflows: [...e.openWorkflows, 'batch-1'] }), /batch-1 is open, but/],
    ['none', (e) => ({ ...e, openWorkflows: [] }), /case-c waits for a person without a workflow/],
    [
      'that of another batch',
      (e) => ({ ...e, cases: changed(e.cases, 2, { batchId: 'x' }), openWorkflows: ['wait-y'] }),
      /case-c waits for a person without a workflow/,
    ],
  ],
  'the audit chain verifies': [
    ['altered', (e) => ({ ...e, chain: { ok: false, said: 'entry 3' } }), /docket audit verify: entry 3/],
    ['received twice', (e) => ({ ...e, entries: [...e.entries, ...e.entries.slice(0, 1)] }), /2 times that case a/],
    ['an entry is gone', (e) => ({ ...e, entries: without(e.entries, 3) }), /0 results of case a/],
  ],
  'histories are kept': [
    ['one is not', (e) => ({ ...e, runs: changed(e.runs, 0, { exported: false }) }), /case-a \(r\) has ended/],
    ['no runs', (e) => ({ ...e, runs: [] }), /no workflow run/],
  ],
  'blobs are there': [['one is gone', (e) => ({ ...e, badBlobs: ['abc, the file of case a'] }), /blob abc, the file/]],
  'no process ends by itself': [
    ['one does', (e) => ({ ...e, ended: ['api ended (exit 1); starting it again in 0.5 s'] }), /api ended \(exit 1\)/],
  ],
};

describe('checks of what a run under load leaves', () => {
  it('say nothing where all is well', () => {
    assert.deepEqual(
      judge(sound()).flatMap(({ problems }) => problems),
      [],
    );
  });

  it('say nothing of tickets in bulk that wait together', () => {
    const left = sound();
    const together = { ...left, cases: changed(left.cases, 2, { batchId: 'x' }), openWorkflows: ['wait-x'] };
    assert.deepEqual(checks['every open workflow waits for a person'](together), []);
  });

  for (const [name, ways] of Object.entries(broken) as [CheckName, [string, Change, RegExp][]][]) {
    for (const [way, change, said] of ways) {
      it(`${name}: ${way}`, () => {
        const problems = checks[name](change(sound()));
        assert.ok(
          problems.some((problem) => said.test(problem)),
          problems.join('\n') || 'nothing was said',
        );
      });
    }
  }
});
