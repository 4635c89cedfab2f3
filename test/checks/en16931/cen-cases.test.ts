import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { checkEn16931 } from '../../../checks/en16931/check-en16931.ts';
import { readEInvoices } from '../../../reading/xml/read-e-invoice.ts';
import { sharedFile } from '../../reading/shared-data.ts';

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

test("CEN's own test cases raise the rule they are meant to raise, and no other case does", () => {
  const wrong: string[] = [];
  for (const { file, rule, expect } of cases) {
    const [invoice] = readEInvoices(sharedFile(`en16931-rules/${file}`));
    assert.ok(invoice?.content, file);
    const isRaised = checkEn16931(invoice.content).some((finding) => finding.rule === rule);
    if (isRaised !== (expect === 'error')) wrong.push(`${file} ${rule}: ${expect} expected`);
  }
  assert.ok(cases.length > 500);
  assert.deepEqual(wrong, []);
});
