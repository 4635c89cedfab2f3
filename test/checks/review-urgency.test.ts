import assert from 'node:assert/strict';
import { test } from 'node:test';
import { urgentAt, weightOf } from '../../checks/review-urgency.ts';
import type { Stake } from '../../schemas/review-queue.ts';

const DAY_MS = 24 * 3600 * 1000;
const amount = (value: string | null): Stake => ({ amount: value, currency: 'EUR', priority: null });
const priority = (level: 'low' | 'normal' | 'high' | 'urgent'): Stake => ({
  amount: null,
  currency: null,
  priority: level,
});

test('an amount weighs by its digits, a credit note as much as an invoice', () => {
  assert.equal(weightOf(amount(null)), 0);
  assert.equal(weightOf(amount('0.00')), 0);
  assert.ok(Math.abs(weightOf(amount('999')) - 0.5) < 1e-9);
  assert.equal(weightOf(amount('-250.00')), weightOf(amount('250')));
  assert.equal(weightOf(amount('999999999.99')), 1);
  assert.equal(weightOf(amount('a lot')), 0);
});

test('a ticket weighs by its priority', () => {
  const weights = (['low', 'normal', 'high', 'urgent'] as const).map((level) => weightOf(priority(level)));
  assert.deepEqual(weights, [0, 1 / 3, 2 / 3, 1]);
});

test('of two that came at once the heavier is first, and time alone brings every case to the front', () => {
  const deadline = 14 * DAY_MS;
  assert.ok(urgentAt(0, deadline, amount('50000.00')) < urgentAt(0, deadline, amount('12.00')));
  assert.equal(urgentAt(0, deadline, amount(null)), deadline);
  assert.equal(urgentAt(0, deadline, priority('urgent')), deadline / 4);
  const elevenDaysLater = urgentAt(11 * DAY_MS, deadline, priority('urgent'));
  assert.ok(urgentAt(0, deadline, priority('low')) < elevenDaysLater);
});
