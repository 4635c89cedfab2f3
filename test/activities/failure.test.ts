import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CompleteAsyncError } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import { DrizzleQueryError } from 'drizzle-orm';
import { failureOf } from '../../activities/failure.ts';
import { DocketError } from '../../schemas/errors.ts';
import { connectPostgres } from '../../store/connection.ts';
import { closeDatabase } from '../../store/database.ts';
import { cases } from '../../store/tables.ts';

const summary = (error: unknown, attempt = 1) => {
  const failure = failureOf(error, attempt);
  assert.ok(failure instanceof ApplicationFailure);
  return [failure.type, failure.nonRetryable];
};

test('an error that trying again cannot help is final at once', () => {
  assert.deepEqual(summary(new DocketError('pdf.encrypted', 'it has a password')), ['pdf.encrypted', true]);
});

test('a service that is away is waited for, however often it fails', () => {
  const away = new DocketError('unavailable.redis', 'no answer');
  assert.deepEqual(summary(away, 1000), ['unavailable.redis', false]);
});

test('a job that finds its queue full is tried again until it enters', () => {
  const full = new DocketError('unavailable.queue-full', 'the queue holds 5000 jobs');
  assert.deepEqual(summary(full, 1000), ['unavailable.queue-full', false]);
});

test('a database that refuses connections counts as away, with a query and with a transaction', async () => {
  const db = connectPostgres('postgres://nobody@127.0.0.1:1/none', 1);
  const errorOf = (work: Promise<unknown>) =>
    work.then(
      () => assert.fail('there is a database on port 1'),
      (reason: unknown) => reason,
    );
  const errors = [
    await errorOf(db.select().from(cases)),
    await errorOf(db.transaction((tx) => tx.select().from(cases))),
  ];
  await closeDatabase(db);
  for (const error of errors) assert.deepEqual(summary(error, 1000), ['unavailable.database', false]);
});

test('what Temporal keeps of a query that failed has no parameters of it', () => {
  const cause = new Error('duplicate key value violates unique constraint "cases_pkey"');
  const error = new DrizzleQueryError('insert into "cases" values ($1)', ['a name'], cause);
  assert.equal(failureOf(error, 1).message, `Unexpected: ${cause.message}`);
});

test('an unexpected error is tried again a few times and then final', () => {
  assert.deepEqual(summary(new TypeError('x is undefined'), 1), ['internal.unexpected', false]);
  assert.deepEqual(summary(new TypeError('x is undefined'), 3), ['internal.unexpected', true]);
});

test('no stack travels, and what completes later is left alone', () => {
  assert.equal(failureOf(new Error('boom'), 1).stack, '');
  const later = new CompleteAsyncError();
  assert.equal(failureOf(later, 1), later);
});
