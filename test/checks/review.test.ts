import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyDocumentReview } from '../../checks/apply-document-review.ts';
import { applyTicketReview } from '../../checks/apply-ticket-review.ts';
import { decideTicket } from '../../checks/decide-ticket.ts';
import type { DocumentResult } from '../../schemas/document.ts';
import { reviewDecision } from '../../schemas/review.ts';
import { extractionOf, specialistEvidence } from './evidence.ts';

const result: DocumentResult = {
  status: 'review',
  kind: 'invoice',
  language: 'en',
  ...extractionOf({ invoiceNumber: '17', totalGross: '9.00', buyerName: 'X' }, 0.5),
  lines: [{ quantity: specialistEvidence('2') }],
  findings: [],
  reasons: [{ code: 'field.doubtful', message: 'totalGross', field: 'totalGross' }],
};
const person = { id: 'd1', reviewer: 'ada@example.org' };

describe('applyDocumentReview', () => {
  it('keeps what a person changed as human evidence and records before and after', () => {
    const changes = [
      { path: 'totalGross', value: '19.00' },
      { path: 'invoiceNumber', value: '17' },
      { path: 'buyerName', value: null },
      { path: 'lines.0.quantity', value: '3' },
      { path: 'lines.7.description', value: 'New row' },
    ];
    const reviewed = applyDocumentReview(result, { action: 'approve', ...person, changes });
    assert.equal(reviewed.result.status, 'accepted');
    assert.equal(reviewed.result.fields.totalGross?.source, 'human');
    assert.equal(reviewed.result.fields.totalGross?.by.name, 'ada@example.org');
    assert.deepEqual(reviewed.result.fields.totalGross?.box, [10, 10, 60, 20]);
    assert.equal(reviewed.result.fields.buyerName, undefined);
    assert.equal(reviewed.result.fields.invoiceNumber?.source, 'specialist');
    assert.equal(reviewed.result.lines.length, 2);
    assert.deepEqual(
      reviewed.corrections.map(({ path, before, after }) => [path, before, after]),
      [
        ['totalGross', '9.00', '19.00'],
        ['buyerName', 'X', null],
        ['lines.0.quantity', '2', '3'],
        ['lines.7.description', null, 'New row'],
      ],
    );
    assert.equal(result.fields.totalGross?.value, '9.00', 'the reviewed result is a new one');
  });

  it('adds, removes and orders rows by their numbers, whatever gaps the numbers have', () => {
    const line = (description: string, quantity: string) => ({
      description: specialistEvidence(description),
      quantity: specialistEvidence(quantity),
    });
    const before = { ...result, lines: [line('A', '1'), line('B', '2'), line('C', '3')] };
    const changes = [
      { path: 'lines.7.description', value: 'New' },
      { path: 'lines.5.description', value: 'Other' },
      { path: 'lines.7.quantity', value: '9' },
      { path: 'lines.2.quantity', value: '4' },
    ];
    const inOrder = applyDocumentReview(before, { action: 'approve', ...person, changes });
    const shown = (rows: DocumentResult['lines']) =>
      rows.map(({ description, quantity }) => `${description?.value} ${quantity?.value ?? '–'}`);
    assert.deepEqual(shown(inOrder.result.lines), ['A 1', 'B 2', 'C 4', 'Other –', 'New 9']);

    const rows = { lines: [2, 7, 0, 9, 5] };
    const moved = applyDocumentReview(before, { action: 'approve', ...person, changes, rows });
    assert.deepEqual(shown(moved.result.lines), ['C 4', 'New 9', 'A 1', 'Other –']);
    assert.deepEqual(
      moved.corrections.slice(4).map(({ path, before, after }) => [path, before, after]),
      [
        ['lines.1.description', 'B', null],
        ['lines.1.quantity', '2', null],
        ['lines', '0 2', '2 0'],
      ],
    );
    const none = applyDocumentReview(before, { action: 'approve', ...person, changes: [], rows: { lines: [] } });
    assert.deepEqual(none.result.lines, []);
    assert.equal(none.corrections.length, 6);
  });

  it('takes every row once, and no change to a row that is left out', () => {
    const decision = { action: 'approve', ...person };
    const parse = (more: object) => reviewDecision.safeParse({ ...decision, ...more });
    assert.equal(parse({ rows: { lines: [1, 0, 12] } }).success, true);
    assert.match(parse({ rows: { lines: [0, 0] } }).error?.message ?? '', /every row once/);
    assert.match(parse({ rows: { fields: [0] } }).error?.message ?? '', /fields/);
    const changes = [{ path: 'lines.3.quantity', value: '1' }];
    assert.match(parse({ rows: { lines: [0] }, changes }).error?.message ?? '', /does not name this row/);
    assert.equal(parse({ rows: { taxes: [0] }, changes }).success, true);
  });

  it('rejects with the reason of the person', () => {
    const reviewed = applyDocumentReview(result, { action: 'reject', ...person, reason: 'not ours' });
    assert.equal(reviewed.result.status, 'rejected');
    assert.equal(reviewed.result.reasons.at(-1)?.message, 'not ours');
  });
});

describe('applyTicketReview', () => {
  it('changes label and urgency and computes the priority again by the policy', () => {
    const ticket = { desk: 'it-topic', text: 'my laptop is slow' };
    const by = { name: 'it-topic', version: '1.0.0', sha256: 'a'.repeat(64) };
    const label = {
      label: 'Access',
      confidence: 0.4,
      accepted: false,
      source: 'specialist' as const,
      by,
      alternatives: [],
    };
    const decided = decideTicket({ ticket, triage: { label, outOfScope: false, oosScore: 0.6 }, thresholds: {} });
    assert.equal(decided.result.status, 'review');
    const reviewed = applyTicketReview(ticket, decided.result, {
      action: 'approve',
      ...person,
      changes: [],
      label: 'Hardware',
      urgency: 'high',
    });
    assert.equal(reviewed.result.intent.label, 'Hardware');
    assert.equal(reviewed.result.intent.source, 'human');
    assert.equal(reviewed.result.priority.level, 'high');
    assert.deepEqual(
      reviewed.corrections.map((c) => c.path),
      ['intent', 'urgency'],
    );
  });
});
