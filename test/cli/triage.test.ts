import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { type FlatTicket, flatTicket } from '../../schemas/flat.ts';
import { packageRoot } from '../../schemas/package-root.ts';
import { rowsOf, runDocket } from './run-docket.ts';

const data = join(packageRoot, '..', 'shared', 'data');
const folder = mkdtempSync(join(tmpdir(), 'docket-triage-'));
after(() => rmSync(folder, { recursive: true }));

function inputOf(rows: string[]): string {
  const path = join(folder, 'tickets.jsonl');
  writeFileSync(path, rows.join('\n'));
  return path;
}

describe('docket triage', () => {
  it('labels held-out tickets in their order', async () => {
    const truths = rowsOf<{ id: string; label: string; split: string }>(
      readFileSync(join(data, 'intents-banking77', 'tickets.jsonl'), 'utf8'),
    )
      .filter((row) => row.split === 'validation')
      .slice(0, 200);
    const run = await runDocket([
      'triage',
      '--model',
      'banking77',
      '--input',
      inputOf(truths.map((row) => JSON.stringify(row))),
      '--format',
      'flat',
    ]);
    assert.equal(run.code, 0, run.stderr);
    const rows = rowsOf<FlatTicket>(run.stdout).map((row) => flatTicket.parse(row));
    assert.deepEqual(
      rows.map((row) => row.id),
      truths.map((row) => row.id),
    );
    const right = rows.filter((row, index) => row.label === truths[index]?.label).length;
    assert.ok(right / rows.length >= 0.88, `${right} of ${rows.length} right`);
  });

  it('answers a bad row with its number and code, and labels the others', async () => {
    const lines = [
      '{"id":"a","text":"where is my card?"}',
      'not json',
      '{"id":"c","text":"  "}',
      '{"text":"no id"}',
      '{"id":5,"text":"top up failed"}',
    ];
    const run = await runDocket(['triage', '--model', 'banking77', '--input', inputOf(lines)]);
    assert.equal(run.code, 0, run.stderr);
    const rows = rowsOf<FlatTicket>(run.stdout);
    assert.deepEqual(
      rows.map((row) => [row.id, row.error?.code]),
      [
        ['a', undefined],
        ['row-2', 'request.malformed-json'],
        ['c', 'request.invalid'],
        ['row-4', 'request.invalid'],
        ['5', undefined],
      ],
    );
    assert.match(rows[2]?.error?.message ?? '', /row 3: text is empty/);
  });

  it('scores what is out of scope higher than what is in scope', async () => {
    const lines = [
      '{"id":"in","text":"what is my account balance"}',
      '{"id":"out","text":"how many moons does the planet jupiter have in total"}',
    ];
    const run = await runDocket(['triage', '--model', 'clinc150', '--input', inputOf(lines)]);
    const [inside, outside] = rowsOf<FlatTicket>(run.stdout);
    assert.ok((outside?.oosScore ?? 0) > (inside?.oosScore ?? 1));
    assert.equal(inside?.outOfScope, false);
  });

  it('refuses an unknown desk and broken UTF-8', async () => {
    const unknown = await runDocket(['triage', '--model', 'nobody', '--input', inputOf(['{"id":"a","text":"b"}'])]);
    assert.equal(unknown.code, 1);
    assert.match(unknown.stderr, /nobody.*\[ticket\.unknown-desk\]/s);
    const broken = join(folder, 'broken.jsonl');
    writeFileSync(broken, Buffer.from([0x7b, 0xff, 0xfe, 0x7d]));
    const encoding = await runDocket(['triage', '--model', 'banking77', '--input', broken]);
    assert.match(encoding.stderr, /\[text\.encoding\]/);
  });
});
