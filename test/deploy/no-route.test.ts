import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { buildWhenStale } from '../../deploy/local/build-when-stale.ts';
import { cacheFolder } from '../../deploy/local/cache-folder.ts';
import { silentProgress } from '../../deploy/local/progress.ts';
import { temporalProgram } from '../../deploy/local/temporal-program.ts';
import { caseDetail } from '../../schemas/case.ts';
import { parseConfig } from '../../schemas/config.ts';
import { packageRoot } from '../../schemas/package-root.ts';
import { writtenInvoice } from '../hostile/attacks.ts';
import { attemptsToGetOut, ClosedNetwork, NOWHERE } from './closed-network.ts';
import { ServiceUnderTest } from './service-under-test.ts';

let dataDir: string;
before(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'docket-no-route-'));
  // What a first start would fetch or build is there before the door closes.
  const config = parseConfig({ DOCKET_CACHE_DIR: process.env.DOCKET_CACHE_DIR });
  const setting = { config, dataDir, progress: silentProgress };
  await temporalProgram(cacheFolder(config), setting);
  await buildWhenStale(setting);
});
after(() => rm(dataDir, { recursive: true, force: true }));

it('reads an invoice and a ticket to their decisions where no route leads out, and tries none', async () => {
  const network = await ClosedNetwork.open(dataDir);
  const service = new ServiceUnderTest(dataDir, {
    line: (command) => network.line(command),
    env: { DOCKET_SOVEREIGN: 'true' },
  });
  try {
    await service.ready();
    const invoice = join(dataDir, 'invoice.pdf');
    await writeFile(invoice, writtenInvoice());
    const docket = async (...args: string[]) => {
      const command = [process.execPath, join(packageRoot, 'dist', 'cli', 'docket.js'), ...args];
      const { code, output } = await network.runBeside(service.pid, command, {
        ...process.env,
        DOCKET_SERVICE_FILE: join(dataDir, 'service.json'),
      });
      assert.equal(code, 0, output);
      return caseDetail.parse(JSON.parse(output));
    };
    const document = await docket('submit', invoice, '--wait', '--json');
    assert.ok(document.state === 'accepted' || document.state === 'review', document.state);
    assert.equal(document.outcome?.kind === 'document' && document.outcome.result.fields.totalGross?.value, '1190.00');
    const ticket = await docket(
      ...['submit', '--ticket', 'I still have not received my new card', '--desk', 'banking77', '--wait', '--json'],
    );
    assert.equal(ticket.state, 'accepted');

    assert.equal(await attemptsToGetOut(service.pid), 0, 'nothing of it tried to reach anybody');
    // The count is no blind one: a connection and a question for a name are seen.
    const out = `const net = require('node:net'); net.connect(80, '${NOWHERE}').on('error', () => require('node:dns').lookup('docket.example', () => {}))`;
    await network.runBeside(service.pid, [process.execPath, '-e', out], process.env);
    assert.ok((await attemptsToGetOut(service.pid)) >= 2, 'a way out would have been counted');
  } finally {
    await service.end('SIGTERM');
  }
});
