import assert from 'node:assert/strict';
import { test } from 'node:test';
import { recordCorrections } from '../../store/corrections.ts';
import { closeDatabase, openDatabase } from '../../store/database.ts';
import { listCorrectedTickets } from '../../store/ticket-corrections.ts';
import { documentArrival, openCase, producer, ticketArrival } from './example-cases.ts';

test('gives the tickets of a desk with the label that a person set last', async () => {
  const db = await openDatabase('pglite:memory');
  try {
    const correct = (caseId: string, decisionId: string, path: string, after: string) =>
      recordCorrections(db, {
        caseId,
        decisionId,
        reviewer: 'ana',
        corrections: [{ path, before: 'x', after, beforeSource: 'specialist' }],
        models: [producer],
      });
    const card = await openCase(db, ticketArrival('Where is my card?', 'front-desk'));
    const elsewhere = await openCase(db, ticketArrival('Where is it?', 'banking77'));
    const document = await openCase(db, documentArrival());
    await correct(card, 'd1', 'intent', 'loan');
    await correct(card, 'd2', 'intent', 'card');
    await correct(card, 'd3', 'urgency', 'high');
    await correct(elsewhere, 'd4', 'intent', 'lost');
    await correct(document, 'd5', 'totalGross', '1.00');
    assert.deepEqual(await listCorrectedTickets(db, 'front-desk'), [
      { caseId: card, text: 'Where is my card?', label: 'card' },
    ]);
  } finally {
    await closeDatabase(db);
  }
});
