import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { checkEn16931 } from '../../../checks/en16931/check-en16931.ts';
import { readEInvoices } from '../../../reading/xml/read-e-invoice.ts';
import type { EnInvoice } from '../../../schemas/en16931/invoice.ts';
import { sharedFile } from '../../reading/shared-data.ts';
import { writeCii } from './write-cii.ts';

const caseRow = z.object({
  file: z.string(),
  rule: z.string(),
  expect: z.enum(['success', 'error']),
});
const cases = sharedFile('en16931-rules/cases.jsonl')
  .toString('utf8')
  .trim()
  .split('\n')
  .map((line) => caseRow.parse(JSON.parse(line)));

const shared = cases.map((row) => {
  const [invoice] = readEInvoices(sharedFile(`en16931-rules/${row.file}`));
  assert.ok(invoice?.content, row.file);
  return { ...row, content: invoice.content };
});

/** The cases in which a rule is raised though it must not be, or the other way round. */
function wrong(contentOf: (content: EnInvoice) => EnInvoice | undefined): string[] {
  return shared.flatMap(({ file, rule, expect, content }) => {
    const invoice = contentOf(content);
    assert.ok(invoice, file);
    const isRaised = checkEn16931(invoice).some((finding) => finding.rule === rule);
    return isRaised === (expect === 'error') ? [] : [`${file} ${rule}: ${expect} expected`];
  });
}

test("CEN's own test cases raise the rule they are meant to raise, and no other case does", () => {
  assert.ok(shared.length > 500);
  assert.deepEqual(
    wrong((content) => content),
    [],
  );
});

test("the CII twins of CEN's cases give the same verdicts", () => {
  assert.deepEqual(
    wrong((content) => readEInvoices(Buffer.from(writeCii(content)))[0]?.content),
    [],
  );
});
