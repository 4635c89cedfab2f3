import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { type FlatValidation, flatValidation } from '../../schemas/flat.ts';
import { packageRoot } from '../../schemas/package-root.ts';
import { ublInvoice } from '../checks/en16931/ubl-invoice.ts';
import { rowsOf, runDocket } from './run-docket.ts';

const folder = mkdtempSync(join(tmpdir(), 'docket-validate-'));
after(() => rmSync(folder, { recursive: true }));

function fixture(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const hybrid = join(packageRoot, '../shared/data/invoices-zugferd/files/facturx-fnfe-akretion-pdf-invoice-EN16931.pdf');

describe('docket validate', () => {
  it('gives one row an invoice, in order, with rule, severity, message and place', async () => {
    const valid = fixture('valid.xml', ublInvoice());
    const broken = fixture('broken.xml', ublInvoice().replace('>113.05<', '>113.06<'));
    const order = fixture('order.xml', '<Order xmlns="urn:oasis:names:specification:ubl:schema:xsd:Order-2"/>');
    const output = join(folder, 'rows.jsonl');
    const files = [valid, broken, order, join(folder, 'none.xml'), hybrid];
    const run = await runDocket(['validate', ...files, '--format', 'flat', '--output', output]);
    assert.equal(run.code, 0, run.stderr);
    assert.equal(run.stdout, '');
    const rows = rowsOf<FlatValidation>(readFileSync(output, 'utf8')).map((row) => flatValidation.parse(row));
    assert.deepEqual(
      rows.map(({ file, syntax, valid: isValid, error }) => [file, syntax, isValid, error?.code]),
      [
        [valid, 'UBL Invoice', true, undefined],
        [broken, 'UBL Invoice', false, undefined],
        [order, null, false, 'xml.not-an-invoice'],
        [join(folder, 'none.xml'), null, false, 'file.not-found'],
        [hybrid, 'CII', true, undefined],
      ],
    );
    assert.deepEqual(rows[0]?.findings, []);
    const gross = rows[1]?.findings.find(({ rule }) => rule === 'BR-CO-15');
    assert.equal(gross?.severity, 'error');
    assert.equal(gross?.where, '/ubl:Invoice');
    assert.match(gross?.message ?? '', /BT-112.*Correct the totals\.$/);
  });

  it('speaks in sentences where nobody asks for rows, and fails where no file can be read', async () => {
    const run = await runDocket(['validate', fixture('faulty.xml', ublInvoice().replace('>58<', '>999<'))]);
    assert.match(run.stdout, /UBL Invoice, 1 error\n {2}error BR-CL-16: .*cac:PaymentMeans\/cbc:PaymentMeansCode\)/);
    const none = await runDocket(['validate', fixture('text.xml', 'no XML'), '--format', 'json']);
    assert.equal(none.code, 1);
    assert.equal(JSON.parse(none.stdout).length, 1);
  });
});
