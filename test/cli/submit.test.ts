import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { type AppFixture, openApp } from '../api/app-fixture.ts';
import { tinyPdf } from '../reading/tiny-pdf.ts';
import { rowsOf, runDocket } from './run-docket.ts';

let fixture: AppFixture;
let folder: string;
let environment: Record<string, string>;
before(async () => {
  fixture = await openApp();
  await fixture.app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = fixture.app.server.address() as AddressInfo;
  environment = {
    DOCKET_URL: `http://127.0.0.1:${port}`,
    DOCKET_API_KEY: fixture.headers.authorization.replace('Bearer ', ''),
  };
  folder = await mkdtemp(join(tmpdir(), 'docket-submit-'));
  await writeFile(join(folder, 'good.pdf'), tinyPdf(['Invoice 1']));
  await writeFile(join(folder, 'odd.bin'), new Uint8Array([1, 2, 3, 4]));
});
after(async () => {
  await fixture?.close();
  if (folder) await rm(folder, { recursive: true });
});

it('takes the good files of several and says of each other what is wrong', async () => {
  const files = [join(folder, 'absent.pdf'), folder, join(folder, 'odd.bin'), join(folder, 'good.pdf')];
  const { code, stdout, stderr } = await runDocket(['submit', ...files, '--json'], environment);
  const rows = rowsOf<{ id?: string; error?: { code: string } }>(stdout);
  assert.deepEqual(
    rows.map(({ error }) => error?.code),
    ['file.not-found', 'file.not-found', 'file.unsupported', undefined],
  );
  assert.equal(code, 1);
  assert.equal(stderr, '');
  assert.deepEqual(fixture.starts, [{ kind: 'document', id: rows[3]?.id }]);
});

it('ends at once where the service does not answer', async () => {
  const away = { ...environment, DOCKET_URL: 'http://127.0.0.1:9' };
  const { code, stderr } = await runDocket(['submit', join(folder, 'good.pdf')], away);
  assert.equal(code, 1);
  assert.match(stderr, /does not answer.*\[unavailable\.service\]/);
});
