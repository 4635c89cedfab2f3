import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { z } from 'zod';
import { readGains } from '../../models/larger-model/gains-file.ts';
import { type ChatServer, startChatServer } from '../models/chat-server.ts';
import { runDocket } from './run-docket.ts';

const asked = z.object({ content: z.string() });
/** Texts that are like none the desk knows, so that it doubts them. */
const strange = (index: number) => `zxq ${index} about a thing of number ${index * 7}`;

describe('docket models measure', () => {
  const folder = mkdtempSync(join(tmpdir(), 'docket-measure-'));
  let server: ChatServer;
  before(async () => {
    server = await startChatServer((request) => {
      const { properties } = request.response_format.json_schema.schema;
      if (!properties.label)
        return { content: JSON.stringify(Object.fromEntries(Object.keys(properties).map((name) => [name, null]))) };
      const { content } = asked.parse(JSON.parse(request.messages.at(-1)?.content ?? '{}'));
      return { content: JSON.stringify({ label: content.startsWith('zxq') ? 'card_arrival' : null }) };
    });
  });
  after(async () => {
    await server.close();
    rmSync(folder, { recursive: true });
  });
  const write = (name: string, rows: object[]) => {
    const path = join(folder, name);
    writeFileSync(path, rows.map((row) => JSON.stringify(row)).join('\n'));
    return path;
  };
  const measure = (desk: string, data: string, model: Record<string, string> = {}) =>
    runDocket(['models', 'measure', desk, '--data', data], {
      DOCKET_DATA_DIR: join(folder, 'data'),
      DOCKET_LLM_BASE_URL: server.baseUrl,
      DOCKET_LLM_MODEL: 'large',
      ...model,
    });

  it('asks about what the desk doubts, prints the gain, and keeps it where the ladder reads it', async () => {
    const rows = Array.from({ length: 60 }, (_, index) => ({ text: strange(index), label: 'card_arrival' }));
    const { code, stdout, stderr } = await measure('banking77', write('rows.jsonl', rows));
    assert.equal(code, 0, stderr);
    const [gain, ...others] = readGains(join(folder, 'data', 'models'));
    assert.deepEqual(others, []);
    assert.ok(gain && gain.rows >= 50, `only ${gain?.rows} in doubt`);
    assert.equal(server.requests.length, gain.rows);
    assert.deepEqual(
      [gain.desk, gain.field, gain.model.name, gain.beside.name],
      ['banking77', 'intent', 'large', 'banking77'],
    );
    assert.equal(gain.after, gain.rows);
    assert.ok(gain.low > 0);
    assert.match(
      stdout,
      /^banking77 intent: large asked about \d+ values in doubt, \d+ right before, \d+ after: gain .*; the ladder asks\n$/,
    );
  });

  it('says which rows cannot be measured on, and what is not set', async () => {
    const unknown = await measure('banking77', write('unknown.jsonl', [{ text: 'hello', label: 'weather' }]));
    assert.equal(unknown.code, 1);
    assert.match(unknown.stderr, /line 1: the desk knows no label "weather".*\[training\.data\]/s);
    const nameless = await measure('documents', write('bad.jsonl', [{ truth: { totalGross: '1.00' } }]));
    assert.match(nameless.stderr, /bad\.jsonl line 1: it names no file/);
    const unset = await measure('banking77', 'x', { DOCKET_LLM_MODEL: '' });
    assert.match(unset.stderr, /No larger model is configured: set DOCKET_LLM_BASE_URL and DOCKET_LLM_MODEL/);
  });

  it('measures documents field by field', async () => {
    const words = ['Invoice', 'RE-1'].map((text, i) => ({ text, box: [40 + 90 * i, 40, 120 + 90 * i, 52] }));
    const page = { pages: [{ width: 595, height: 842, words }] };
    writeFileSync(join(folder, 'page.json'), JSON.stringify(page));
    const data = write('documents.jsonl', [
      { words: 'page.json', truth: { totalGross: '119.00', invoiceNumber: 'RE-1' } },
    ]);
    const { code, stdout, stderr } = await measure('documents', data);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^documents \*: large asked about [12] values in doubt/);
    assert.match(stdout, /documents totalGross: .*too few to tell \(50 are needed\)/);
  });
});
