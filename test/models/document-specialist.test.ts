import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { openDocumentSpecialist } from '../../models/document-specialist.ts';
import { openRegistry } from '../../models/registry.ts';
import { openSessions } from '../../models/session-pool.ts';
import { DocketError } from '../../schemas/errors.ts';
import { copyFixtureModels, fixtureModels } from './fixture-models.ts';
import { pageOf, tinyInvoice } from './form-page.ts';

const registry = openRegistry({ extraFolders: [fixtureModels] });
const sessions = openSessions({ providers: 'cpu', threads: 1 });
after(() => sessions.close());
const open = () => openDocumentSpecialist(registry, sessions, 'form-tiny');

test('reads fields with their places, by what a word says and where it stands', async () => {
  const specialist = await open();
  const { fields, kind } = await specialist.extract([tinyInvoice()]);
  assert.equal(fields.invoiceNumber?.value, 'RE-1');
  assert.deepEqual(fields.invoiceNumber?.box, [77, 40, 101, 50]);
  assert.equal(fields.issueDate?.value, '2024-03-05');
  assert.equal(fields.sellerName?.value, 'Acme GmbH');
  assert.equal(fields.totalGross?.value, '119.00');
  assert.equal(fields.totalNet, undefined, 'at the foot of the page 119 is a gross total');
  assert.equal(fields.totalGross?.by.sha256, specialist.producer.sha256);
  assert.equal(kind.value, 'invoice');
  const atTheTop = await specialist.extract([pageOf(['119.00'])]);
  assert.equal(atTheTop.fields.totalNet?.value, '119.00');
});

test('derived values say so and keep the place of what they come from', async () => {
  const { fields } = await (await open()).extract([tinyInvoice()]);
  assert.deepEqual([fields.currency?.value, fields.currency?.source], ['EUR', 'rule']);
  assert.deepEqual([fields.amountDue?.value, fields.amountDue?.source], ['119.00', 'rule']);
  assert.deepEqual(fields.amountDue?.box, fields.totalGross?.box);
});

test('confidence is calibrated a field, and accepted where it reaches the bound', async () => {
  const { fields } = await (await open()).extract([tinyInvoice()]);
  const date = fields.issueDate?.confidence ?? 0;
  assert.equal(fields.issueDate?.accepted, true);
  const number = fields.invoiceNumber?.confidence ?? 0;
  const expected = 1 / (1 + Math.exp(-(0.5 * Math.log(date / (1 - date)) - 1)));
  assert.ok(Math.abs(number - expected) < 1e-3, `${number} is not about ${expected}`);
});

test('a page longer than a window and a document of several pages are read whole', async () => {
  const filler = Array.from({ length: 12 }, () => 'Total Total Total Total Total');
  const { fields } = await (await open()).extract([pageOf([...filler, 'RE-1']), pageOf([]), pageOf(['Acme GmbH'])]);
  assert.equal(fields.invoiceNumber?.value, 'RE-1');
  assert.equal(fields.invoiceNumber?.page, 0);
  assert.equal(fields.sellerName?.page, 2);
});

test('gives only the fields that were asked', async () => {
  const answer = await (await open()).extract([tinyInvoice()], { fields: ['totalGross', 'dueDate'] });
  assert.deepEqual(Object.keys(answer.fields), ['totalGross']);
  assert.deepEqual([answer.lines, answer.taxes], [[], []]);
});

test('one broken request fails alone', async () => {
  const specialist = await open();
  const answers = await specialist.extractBatch([
    { pages: [tinyInvoice()] },
    { pages: [pageOf(['poison'])] },
    { pages: [pageOf(['   '])] },
    { pages: [tinyInvoice()] },
  ]);
  const codes = answers.map((answer) =>
    answer instanceof DocketError ? answer.code : answer.fields.totalGross?.value,
  );
  assert.deepEqual(codes, ['119.00', 'model.failed', 'reading.no-text', '119.00']);
  await assert.rejects(specialist.extract([]), { code: 'reading.no-text' });
});

test('refuses a model whose labels are not the vocabulary, and one that reads no documents', async () => {
  const { folder, remove } = copyFixtureModels();
  try {
    const path = join(folder, 'form-tiny/1.0.0/card.json');
    writeFileSync(path, readFileSync(path, 'utf8').replace('"B-dueDate"', '"B-due"'));
    const damaged = openRegistry({ extraFolders: [folder] });
    await assert.rejects(openDocumentSpecialist(damaged, sessions, 'form-tiny'), {
      code: 'model.invalid',
      message: /labels that are not/,
    });
    await assert.rejects(openDocumentSpecialist(damaged, sessions, 'desk-tiny'), { code: 'model.invalid' });
    await assert.rejects(openDocumentSpecialist(damaged, sessions, 'no-such'), { code: 'model.unknown' });
  } finally {
    remove();
  }
});
