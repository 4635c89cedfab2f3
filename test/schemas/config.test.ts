import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseConfig } from '../../schemas/config.ts';

test('a lead is asked at the deadline or before it, never after', () => {
  assert.deepEqual([parseConfig({}).DOCKET_REVIEW_LEAD_MS, parseConfig({}).DOCKET_REVIEW_LEAD], [undefined, 'lead']);
  const settings = { DOCKET_REVIEW_DEADLINE_MS: '5000', DOCKET_REVIEW_LEAD: ' Head of accounts ' };
  const config = parseConfig({ ...settings, DOCKET_REVIEW_LEAD_MS: '5000' });
  assert.deepEqual([config.DOCKET_REVIEW_LEAD_MS, config.DOCKET_REVIEW_LEAD], [5000, 'Head of accounts']);
  assert.throws(() => parseConfig({ ...settings, DOCKET_REVIEW_LEAD_MS: '5001', DOCKET_PORT: '4680' }), {
    code: 'config.invalid',
    message: /DOCKET_REVIEW_LEAD_MS: 5001 is later than DOCKET_REVIEW_DEADLINE_MS, 5000/,
  });
  assert.throws(() => parseConfig({ DOCKET_REVIEW_LEAD_MS: 'soon' }), { code: 'config.invalid' });
});
