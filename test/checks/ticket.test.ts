import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findEntities } from '../../checks/ticket/entities.ts';
import { mergeEntities } from '../../checks/ticket/merge-entities.ts';
import { priorityOf } from '../../checks/ticket/priority.ts';
import type { Entity } from '../../schemas/ticket.ts';

describe('findEntities', () => {
  const cases: [string, string, string][] = [
    ['where is order #12345-AB?', 'order', '12345-AB'],
    ['cancel purchase 113542617735902', 'order', '113542617735902'],
    ['invoice no. INV-77 is wrong', 'invoice', 'INV-77'],
    ['you charged me €1,234.50', 'amount', '1234.50 EUR'],
    ['you charged me 1.234,50 EUR', 'amount', '1234.50 EUR'],
    ['a refund of 350 dollars', 'amount', '350.00 USD'],
    ['bought on 3rd March 2024', 'date', '2024-03-03'],
    ['bought on 31.12.2024', 'date', '2024-12-31'],
    ['bought on 12/31/2024', 'date', '2024-12-31'],
    ['write to Ann.Lee@Example.org please', 'email', 'ann.lee@example.org'],
    ['from DE89 3704 0044 0532 0130 00 today', 'account', 'DE89370400440532013000'],
  ];
  for (const [text, kind, value] of cases)
    it(`${kind} in "${text}"`, () => {
      const [entity, ...others] = findEntities(text);
      assert.deepEqual([entity?.kind, entity?.value, others.length], [kind, value, 0]);
      assert.equal(text.slice(entity?.start, entity?.end), entity?.text);
    });

  it('finds none where there is none', () => {
    assert.deepEqual(findEntities('I sent back 20 pounds of apples'), []);
    assert.deepEqual(findEntities('in order to pay my bill I called you 3 times on 99.99.2024'), []);
  });
});

describe('mergeEntities', () => {
  const found = (kind: Entity['kind'], start: number, end: number, accepted = true): Entity => {
    return { kind, value: 'x', text: 'x', start, end, source: 'specialist', confidence: 0.9, accepted };
  };
  const ruled = (kind: Entity['kind'], start: number, end: number): Entity => {
    return { kind, value: 'x', text: 'x', start, end, source: 'rule' };
  };

  it('lets the rule decide the words it matches, and keeps reading order', () => {
    const merged = mergeEntities([ruled('date', 10, 20)], [found('date-from', 10, 20), found('person', 0, 5)]);
    assert.deepEqual(merged, [found('person', 0, 5), ruled('date', 10, 20)]);
  });

  it('prefers a sure specialist that takes in more words of another kind', () => {
    const account = ruled('account', 8, 11);
    assert.deepEqual(mergeEntities([account], [found('amount', 8, 18)]), [found('amount', 8, 18)]);
    assert.deepEqual(mergeEntities([account], [found('amount', 8, 18, false)]), [account]);
  });

  it('marks the sign of a number without taking it into the value', () => {
    const [entity] = findEntities('bill #12588');
    assert.deepEqual([entity?.kind, entity?.value, entity?.text], ['invoice', '12588', '#12588']);
  });
});

describe('priorityOf', () => {
  it('takes what the sender states', () => {
    const priority = priorityOf({ desk: 'd', text: 'hello', impact: 'organisation', urgency: 'low' });
    assert.equal(priority.level, 'high');
    assert.match(priority.reason, /as stated/);
  });

  it('reads cue words and says which', () => {
    const priority = priorityOf({ desk: 'd', text: 'Our team cannot work since the outage' });
    assert.equal(priority.level, 'urgent');
    assert.match(priority.reason, /"Our team".*"cannot work"/);
  });

  it('reads a denied urgency as low', () => {
    assert.equal(priorityOf({ desk: 'd', text: 'this is not urgent' }).level, 'low');
  });

  it('falls back to one person at normal urgency', () => {
    assert.equal(priorityOf({ desk: 'd', text: 'my card has not arrived' }).level, 'normal');
  });
});
