import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { packageRoot } from '../../schemas/package-root.ts';
import { replayHistory } from '../../workers/replay-history.ts';
import { buildBundle } from '../../workflows/build-bundle.ts';
import { historyPaths } from './history-paths.ts';

const folder = join(packageRoot, 'test', 'histories');
const load = (name: string): unknown => JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));

describe('replay of recorded histories', () => {
  let bundle: string;
  before(async () => {
    bundle = await buildBundle();
  });

  it('covers every path, and nothing else is kept', () => {
    const kept = readdirSync(folder).filter((file) => file.endsWith('.json'));
    assert.deepEqual(
      kept.sort(),
      Object.keys(historyPaths)
        .map((name) => `${name}.json`)
        .sort(),
    );
  });

  for (const name of Object.keys(historyPaths)) {
    it(`takes the same way again: ${name}`, async () => {
      const history = load(name) as { events: unknown[] };
      assert.equal(await replayHistory(history, bundle), history.events.length);
    });
  }

  for (const file of readdirSync(join(folder, 'earlier'))) {
    const name = file.replace('.json', '');
    it(`takes the way of an earlier build again: ${name}`, async () => {
      const history = load(`earlier/${name}`) as { events: unknown[] };
      assert.equal(await replayHistory(history, bundle), history.events.length);
    });
  }

  it('notices a history that this code would not have made', async () => {
    const text = JSON.stringify(load('document-page-accepted')).replaceAll('"name":"extract"', '"name":"guess"');
    await assert.rejects(replayHistory(JSON.parse(text), bundle), { code: 'audit.replay-mismatch' });
  });

  it('notices code that would not have made this history', async () => {
    const other = bundle.replaceAll('specialist === null', 'specialist !== null');
    assert.notEqual(other, bundle);
    await assert.rejects(replayHistory(load('document-page-accepted'), other), { code: 'audit.replay-mismatch' });
  });

  it('keeps no path of a machine and no process', () => {
    for (const name of Object.keys(historyPaths)) {
      const text = JSON.stringify(load(name));
      const payloads = [...text.matchAll(/"data":"([^"]+)"/g)].map(([, data]) =>
        Buffer.from(data ?? '', 'base64').toString(),
      );
      for (const part of [text, ...payloads]) assert.doesNotMatch(part, /file:\/\/|\.ts:\d|node_modules|\d+@/, name);
    }
  });
});
