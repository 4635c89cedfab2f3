import assert from 'node:assert/strict';
import { it } from 'node:test';
import { sameDecimal, sumDecimals } from '../../web/values/decimal-sum.ts';
import { readDate } from '../../web/values/read-date.ts';
import { readNumber } from '../../web/values/read-number.ts';
import { readValue } from '../../web/values/read-value.ts';
import { valueProblem } from '../../web/values/value-problem.ts';

it('reads printed amounts', () => {
  const printed: [string, string | null][] = [
    ['1.234,50 €', '1234.50'],
    ['$1,234.50', '1234.50'],
    ['RM 9.00', '9.00'],
    ["1'234.50", '1234.50'],
    ['1 234,50', '1234.50'],
    ['1.234', '1234'],
    ['1,234,567', '1234567'],
    ['-8.79', '-8.79'],
    ['(8.79)', '-8.79'],
    ['8,79-', '-8.79'],
    ['20 %', '20'],
    ['007.50', '7.50'],
    ['0.125', '0.125'],
    ['1,23,456.00', '123456.00'],
    ['.50', null],
    ['1.2.3,4,5', null],
    ['Total', null],
  ];
  for (const [words, value] of printed) assert.equal(readNumber(words, 'amount'), value, words);
  assert.equal(readNumber('1.500', 'quantity'), '1.500');
  assert.equal(readNumber('1,500', 'quantity'), '1500');
});

it('reads printed dates', () => {
  const printed: [string, string | null][] = [
    ['2024-12-31', '2024-12-31'],
    ['31.12.2024', '2024-12-31'],
    ['12/31/2024', '2024-12-31'],
    ['03/04/24', '2024-04-03'],
    ['5 mars 2024', '2024-03-05'],
    ['March 5, 2024', '2024-03-05'],
    ['5. Dezember 2024', '2024-12-05'],
    ['30/02/2024', null],
    ['soon', null],
    ['12.2024', null],
  ];
  for (const [words, value] of printed) assert.equal(readDate(words), value, words);
});

it('reads words by the type of their field, and leaves what it cannot read', () => {
  assert.equal(readValue('DE89 3704 0044 0532 0130 00', 'iban'), 'DE89370400440532013000');
  assert.equal(readValue('€', 'currency'), 'EUR');
  assert.equal(readValue('RE-2024/17,', 'id'), 'RE-2024/17');
  assert.equal(readValue('next week', 'date'), 'next week');
});

it('says what a value should be', () => {
  assert.equal(valueProblem('2024-02-30', 'date'), 'Expected a date such as 2024-12-31');
  assert.equal(valueProblem('12,50', 'amount'), 'Expected an amount such as 1234.50');
  assert.equal(valueProblem('12.50', 'amount'), null);
});

it('adds decimals exactly', () => {
  assert.equal(sumDecimals(['0.1', '0.2', '-1']), '-0.7');
  assert.equal(sumDecimals(['12345678901234567890.01', '0.99']), '12345678901234567891.00');
  assert.equal(sumDecimals([]), '0');
  assert.equal(sumDecimals(['1', 'x']), null);
  assert.ok(sameDecimal('20', '20.00'));
  assert.ok(sameDecimal('-5.50', '-5.5'));
  assert.ok(!sameDecimal('20', ''));
});
