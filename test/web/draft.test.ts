import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { DocumentResult } from '../../schemas/document.ts';
import { approvalOf, changeCount, type Draft, draftOf, isOpen, shownPath } from '../../web/document/draft.ts';
import { applyStep, type DraftStep } from '../../web/document/draft-steps.ts';
import { linesSum } from '../../web/document/lines-sum.ts';
import { pastedCells, readCells } from '../../web/document/paste-cells.ts';
import { slotsOf } from '../../web/document/slots.ts';
import { specialistEvidence } from '../checks/evidence.ts';

const line = (description: string, lineTotal: string) => ({
  description: specialistEvidence(description),
  lineTotal: specialistEvidence(lineTotal),
});
const result: DocumentResult = {
  status: 'review',
  kind: 'invoice',
  language: 'en',
  fields: {
    totalNet: { ...specialistEvidence('60.00'), accepted: true },
    totalGross: specialistEvidence('71.40', 0.3),
  },
  lines: [line('A', '10.00'), line('B', '20.00'), line('C', '30.00')],
  taxes: [],
  findings: [],
  reasons: [{ code: 'field.doubtful', message: 'totalGross', field: 'totalGross' }],
};
const slots = slotsOf(result);
const after = (...steps: DraftStep[]): Draft => steps.reduce(applyStep, draftOf(result));
const edit = (path: string, text: string): DraftStep => ({ do: 'edit', path, edit: { text } });

it('says rows only where they change, and leaves out new ones without a value', () => {
  assert.deepEqual(approvalOf(slots, after()), { changes: [] });
  const back: DraftStep[] = [
    { do: 'move-row', table: 'lines', row: 0, by: 1 },
    { do: 'move-row', table: 'lines', row: 0, by: -1 },
    { do: 'add-row', table: 'lines' },
  ];
  assert.deepEqual(approvalOf(slots, after(...back)), { changes: [] });
  assert.equal(changeCount(slots, after(...back)), 0);

  const draft = after(
    { do: 'add-row', table: 'lines', after: 0 },
    edit('lines.3.description', 'New'),
    { do: 'remove-row', table: 'lines', row: 1 },
    { do: 'move-row', table: 'lines', row: 2, by: -1 },
    edit('lines.1.description', 'of a row that is gone'),
  );
  assert.deepEqual(approvalOf(slots, draft), {
    changes: [{ path: 'lines.3.description', value: 'New' }],
    rows: { lines: [0, 2, 3] },
  });
  assert.equal(changeCount(slots, draft), 2);
  assert.equal(shownPath(draft, 'lines.2.lineTotal'), 'lines.1.lineTotal');
});

it('asks for what is in doubt until it is confirmed or soundly changed', () => {
  assert.equal(isOpen(slots, after(), 'totalGross'), true);
  assert.equal(isOpen(slots, after(), 'totalNet'), false);
  assert.equal(isOpen(slots, after(edit('totalGross', 'much')), 'totalGross'), true);
  assert.equal(isOpen(slots, after(edit('totalGross', '71.50')), 'totalGross'), false);
  const confirm: DraftStep = { do: 'confirm', path: 'totalGross' };
  assert.equal(isOpen(slots, after(confirm), 'totalGross'), false);
  assert.equal(isOpen(slots, after(confirm, edit('totalGross', '71.40')), 'totalGross'), true);
});

it('sums the lines as they stand against the totals as they stand', () => {
  const targets = (draft: Draft) =>
    linesSum(slots, draft)?.targets.map(({ name, difference }) => `${name} ${difference}`);
  assert.equal(linesSum(slots, after())?.sum, '60.00');
  assert.deepEqual(targets(after()), ['totalNet 0', 'totalGross 11.40']);
  const removed = after({ do: 'remove-row', table: 'lines', row: 2 }, { do: 'add-row', table: 'lines' });
  assert.deepEqual(targets(removed), ['totalNet 30.00', 'totalGross 41.40']);
  assert.equal(linesSum(slots, removed)?.without, 1);
  assert.deepEqual(targets(after(edit('totalNet', '50.00'), edit('totalDiscount', '10.00')))?.[0], 'totalNet 0');
  assert.equal(linesSum(slots, after(edit('lines.0.lineTotal', 'ten'))), null);
});

it('reads cells as spreadsheets copy them', () => {
  assert.deepEqual(readCells('a\tb\r\n"c ""d""\ne"\t\n\nf'), [['a', 'b'], ['c "d" e', ''], ['f']]);
  assert.deepEqual(readCells('5" pipe\t2'), [['5" pipe', '2']]);
  assert.deepEqual(readCells(''), []);
});

it('puts pasted cells where the first row says, else from the cell on', () => {
  const all = [
    { name: 'description', words: 'Description' },
    { name: 'quantity', words: 'Quantity' },
    { name: 'taxRate', words: 'Tax rate' },
    { name: 'lineTotal', words: 'Total' },
  ];
  const shown = all.filter(({ name }) => name !== 'taxRate');
  assert.equal(pastedCells('one value', shown, all, 'description'), null);
  assert.equal(pastedCells('one value\n', shown, all, 'description'), null);
  assert.deepEqual(pastedCells('2\t10\n3\t20', shown, all, 'quantity'), {
    columns: ['quantity', 'lineTotal'],
    cells: [
      ['2', '10'],
      ['3', '20'],
    ],
  });
  assert.deepEqual(pastedCells('Total\tNote\ttax rate\n10\tx\t19 %', shown, all, 'description'), {
    columns: ['lineTotal', 'taxRate'],
    cells: [['10', '19 %']],
  });
});

it('fills downwards with new rows and not beyond the last column', () => {
  const cells = [
    ['X', '1.00', 'beyond'],
    ['Y', '2.00'],
    ['Z', '3.00'],
  ];
  const draft = after({ do: 'fill', table: 'lines', from: 2, columns: ['description', 'lineTotal'], cells });
  assert.deepEqual(draft.rows.lines.order, [0, 1, 2, 3, 4]);
  assert.equal(linesSum(slots, draft)?.sum, '36.00');
  assert.equal(approvalOf(slots, draft).changes.length, 6);
});
