import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { csvOf, madeTickets } from '../models/desk-training/tickets.ts';
import { runDocket } from './run-docket.ts';

describe('docket train tickets --quick', () => {
  const folder = mkdtempSync(join(tmpdir(), 'docket-train-'));
  after(() => rmSync(folder, { recursive: true }));
  const environment = { DOCKET_DATA_DIR: join(folder, 'data') };
  const write = (name: string, content: string) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  const train = (data: string) =>
    runDocket(['train', 'tickets', '--quick', '--name', 'front-desk', '--data', data], environment);

  it('trains, prints what the desk is worth, and labels tickets with it', async () => {
    const trained = await train(write('ours.csv', csvOf(madeTickets(12))));
    assert.equal(trained.code, 0, trained.stderr);
    assert.match(trained.stdout, /^front-desk 1\.0\.0 \(quick\): 4 labels, 48 rows learned/);
    assert.match(trained.stdout, /TF-IDF \+ linear SVM/);
    assert.match(trained.stderr, /reading the texts: 0 %/);
    const input = write('tickets.jsonl', '{"id": 1, "text": "please refund my order"}\n');
    const labelled = await runDocket(['triage', '--model', 'front-desk', '--input', input], environment);
    assert.equal(JSON.parse(labelled.stdout).label, 'refund');
  });

  it('keeps a version that did not win from serving, promotes it by force, and rolls back', async () => {
    const again = await train(join(folder, 'ours.csv'));
    assert.match(again.stdout, /too few to tell which is better\. 1\.0\.0 goes on serving\./);
    const models = (...words: string[]) => runDocket(['models', ...words], environment);
    const refused = await models('promote', 'front-desk', '1.1.0');
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /\[model\.not-better\]/);
    assert.equal((await models('promote', 'front-desk', '1.1.0', '--force')).stdout, 'front-desk 1.1.0 serves\n');
    assert.equal((await models('rollback', 'front-desk')).stdout, 'front-desk 1.0.0 serves\n');
    assert.match((await models('--versions', 'front-desk')).stdout, /^\* front-desk 1\.0\.0/m);
  });

  it('says what is wrong, by line', async () => {
    const refused = await train(write('bad.csv', 'text,label\na,x\nA,y\n'));
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /line 3: same text as line 2.*\[training\.data\]/s);
  });
});
