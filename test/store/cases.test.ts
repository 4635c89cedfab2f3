import assert from 'node:assert/strict';
import { test } from 'node:test';
import { caseDetail } from '../../schemas/case.ts';
import { DocketError } from '../../schemas/errors.ts';
import { createCase, getCase, listCases } from '../../store/cases.ts';
import { recordOutcome } from '../../store/outcomes.ts';
import { findPage, recordPages } from '../../store/pages.ts';
import { onEachDatabase } from './databases.ts';
import { documentArrival, openCase, ticketArrival, ticketOutcome } from './example-cases.ts';

onEachDatabase((database) => {
  test('a case is stored as received, and the same id is stored once', async () => {
    const db = database();
    const arrival = documentArrival();
    const first = await createCase(db, { id: 'same', arrival, actor: 'key:a' });
    const second = await createCase(db, { id: 'same', arrival: documentArrival('other.pdf'), actor: 'key:b' });
    assert.equal(first.created, true);
    assert.equal(second.created, false);
    assert.deepEqual(second.summary, first.summary);
    assert.equal(first.summary.state, 'received');
    assert.equal(first.summary.title, 'invoice.pdf');
  });

  test('what Postgres cannot keep in a text is replaced, not refused', async () => {
    const db = database();
    const { summary } = await createCase(db, { arrival: ticketArrival('a\u0000b \ud800 c'), actor: 'key:a' });
    const found = await getCase(db, summary.id);
    assert.deepEqual(found?.arrival, ticketArrival('a\ufffdb \ufffd c'));
  });

  test('a long ticket is shown by its beginning, on one line', async () => {
    const { summary } = await createCase(database(), {
      arrival: ticketArrival(`one\ntwo ${'x'.repeat(500)}`),
      actor: 'a',
    });
    assert.equal(summary.title.length, 120);
    assert.match(summary.title, /^one two x+…$/);
  });

  test('a case with its outcome and pages meets its contract', async () => {
    const db = database();
    const id = await openCase(db, documentArrival());
    const image = { sha256: 'd'.repeat(64), bytes: 9, mediaType: 'image/png' };
    const reading = { sha256: 'e'.repeat(64), bytes: 9, mediaType: 'application/json' };
    const pages = [
      { index: 0, width: 595.25, height: 842, image },
      { index: 1, width: 595.25, height: 842, image: null },
    ];
    await recordPages(db, id, { pages, reading, origin: null });
    await recordPages(db, id, { pages, reading, origin: null });
    await recordOutcome(db, {
      caseId: id,
      state: 'accepted',
      outcome: ticketOutcome('accepted'),
      actor: 'workflow',
      key: 'decided',
    });
    const found = caseDetail.parse(await getCase(db, id));
    assert.deepEqual(found.pages, [
      { width: 595.25, height: 842 },
      { width: 595.25, height: 842 },
    ]);
    assert.deepEqual(found.outcome, ticketOutcome('accepted'));
    assert.deepEqual((await findPage(db, id, 0))?.image, image);
    assert.equal(await findPage(db, id, 2), null);
    assert.equal(await getCase(db, 'unknown'), null);
  });

  test('lists go through all cases once, newest first, and filter', async () => {
    const db = database();
    const made: string[] = [];
    for (let count = 0; count < 7; count += 1) {
      made.push((await createCase(db, { arrival: ticketArrival('x', 'paged'), actor: 'a' })).summary.id);
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listCases(db, { desk: 'paged', cursor, limit: 3 });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    assert.deepEqual([...seen].sort(), [...made].sort());
    const times = (await listCases(db, { desk: 'paged', limit: 50 })).items.map(({ createdAt }) => createdAt);
    assert.deepEqual(times, [...times].sort().reverse());
    assert.equal((await listCases(db, { desk: 'paged', state: 'accepted', limit: 50 })).items.length, 0);
    assert.equal((await listCases(db, { desk: 'paged', kind: 'document', limit: 50 })).items.length, 0);
  });

  test('a cursor that is none of ours is refused', async () => {
    for (const cursor of [
      'x',
      Buffer.from('now id').toString('base64url'),
      Buffer.from('2026-01-01 ').toString('base64url'),
    ]) {
      await assert.rejects(listCases(database(), { cursor, limit: 1 }), (error) => {
        assert.ok(error instanceof DocketError);
        return error.code === 'request.invalid';
      });
    }
  });
});
