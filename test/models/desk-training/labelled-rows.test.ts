import assert from 'node:assert/strict';
import { test } from 'node:test';
import { prepareRows } from '../../../models/desk-training/prepare-rows.ts';

const rows = (label: string, count: number, words = label) =>
  Array.from({ length: count }, (_, index) => `${words} number ${index},${label}`);
const good = ['text,label', ...rows('card', 12), ...rows('loan', 12)];
const prepare = (lines: string[] | string, options = {}) =>
  prepareRows(Buffer.from(typeof lines === 'string' ? lines : lines.join('\n')), options);

function refusal(lines: string[] | string): string {
  const prepared = prepare(lines);
  assert.equal(prepared.kind, 'refused');
  return prepared.kind === 'refused'
    ? prepared.problems.map(({ line, message }) => `${line}: ${message}`).join('\n')
    : '';
}

function accepted(lines: string[] | string, options = {}) {
  const prepared = prepare(lines, options);
  assert.ok(prepared.kind === 'good', prepared.kind === 'refused' ? JSON.stringify(prepared.problems) : '');
  return prepared;
}

test('reads commas, semicolons, tabs, quotes, a byte order mark and Windows line ends alike', () => {
  const wanted = accepted(good).rows.map(({ text, label }) => ({ text, label }));
  for (const [from, to] of [
    [',', ';'],
    [',', '\t'],
    ['\n', '\r\n'],
    ['\n', '\r'],
    ['text,label', '\uFEFFtext,label'],
    ['text,label', ' Text , LABEL '],
  ] as const) {
    const { rows: found } = accepted(good.join('\n').replaceAll(from, to));
    assert.deepEqual(
      found.map(({ text, label }) => ({ text, label })),
      wanted,
      JSON.stringify(to),
    );
  }
});

test('keeps separators, quotes and line breaks inside quotes, and knows the line of what follows', () => {
  const { rows: found } = accepted([...good, '"a ""new"" card,', 'please",card', 'the last loan,loan']);
  assert.equal(found.at(-2)?.text, 'a "new" card,\nplease');
  assert.equal(found.at(-1)?.line, good.length + 3);
});

test('takes UTF-16 with its mark and refuses other encodings', () => {
  const prepared = prepareRows(Buffer.from(`\uFEFF${good.join('\n')}`, 'utf16le'));
  assert.equal(prepared.kind, 'good');
  assert.throws(() => prepareRows(Buffer.from([0x74, 0xe9, 0x0a])), { code: 'text.encoding' });
});

test('reads JSON lines, and a subject before the text', () => {
  const lines = good.slice(1).map((line) => {
    const [text, label] = line.split(',');
    return JSON.stringify({ subject: 'Help', text, label });
  });
  assert.equal(accepted(lines).rows[0]?.text, 'Help\ncard number 0');
  assert.match(refusal([...lines, '{"text": 3}']), /25: text and label must be strings/);
});

test('says what is wrong with a file that cannot be read as rows', () => {
  assert.match(refusal(''), /empty/);
  assert.match(refusal('\n\n'), /empty/);
  assert.match(refusal('text,category\na,b'), /1: no column label.*"category"/s);
  assert.match(refusal([...good, 'a, b, c,card']), /26: 4 cells under 2 columns/);
  assert.match(refusal([...good, '"never closed,card']), /26: a quote opens here/);
});

test('drops empty rows and identical duplicates with a warning that names them', () => {
  const prepared = accepted([...good, ',card', 'no label,', 'CARD  number 0,card']);
  assert.deepEqual(prepared.dropped, { empty: 2, duplicates: 1 });
  assert.equal(prepared.rows.length, 24);
  const warnings = prepared.warnings.map(({ message }) => message).join('\n');
  assert.match(warnings, /2 row\(s\) without a text or a label were left out: line 26, line 27/);
  assert.match(warnings, /1 repeated text\(s\) were left out: line 28/);
});

test('refuses what is hopeless: one label, a label with one text, duplicates that disagree, too few rows', () => {
  assert.match(refusal(['text,label', ...rows('card', 30)]), /1 label\(s\) in 30/);
  assert.match(refusal([...good, 'only me,rare', 'Only me,rare']), /26: label "rare" has 1 text/);
  assert.match(refusal([...good, 'card number 3,loan']), /26: same text as line 5, but label "loan" instead of "card"/);
  assert.match(refusal(['text,label', ...rows('a', 4), ...rows('b', 4)]), /8 distinct rows/);
});

test('leaves texts under several labels out where asked to', () => {
  const prepared = accepted([...good, 'card number 3,loan'], { leaveOutConflicts: true });
  assert.equal(prepared.rows.length, 23);
  assert.match(prepared.warnings[0]?.message ?? '', /several labels were left out: line 5, line 26/);
});

test('lets a correction win over the row that it corrects', () => {
  const more = [{ text: 'Card number 3', label: 'loan', line: null, from: 'case c1' }];
  const prepared = accepted(good, { more });
  assert.equal(prepared.rows.length, 24);
  assert.equal(prepared.rows.at(-1)?.label, 'loan');
});
