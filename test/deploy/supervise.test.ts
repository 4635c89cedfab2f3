import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { z } from 'zod';
import { supervise } from '../../deploy/local/supervise.ts';
import { waitUntil } from '../../deploy/local/wait-until.ts';

const LIMIT_MS = 60_000;

/** Answers on a port that it names, until it is told to hang: then its event loop never turns again. */
const PROGRAM = `
import { createServer } from 'node:http';
const server = createServer((request, response) => {
  response.end('ok');
  if (request.url === '/hang') setTimeout(() => { for (;;); }, 10);
});
server.listen(0, '127.0.0.1', () => process.send({ type: 'ready', metricsPort: server.address().port }));
`;
const said = z.object({ metricsPort: z.number() });

let dataDir: string;
before(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'docket-supervise-'));
  await writeFile(join(dataDir, 'program.mjs'), PROGRAM);
});
after(() => rm(dataDir, { recursive: true, force: true }));

it('a process that hangs is ended and started again; one that answers is left alone', async () => {
  const lines: string[] = [];
  const ports: number[] = [];
  const answers = (port: number, path = '/healthz') =>
    fetch(`http://127.0.0.1:${port}${path}`, { signal: AbortSignal.timeout(1000) }).then(
      ({ ok }) => ok,
      () => false,
    );
  const supervised = await supervise(
    {
      name: 'program',
      command: process.execPath,
      args: [join(dataDir, 'program.mjs')],
      dataDir,
      stopSignal: 'SIGTERM',
      graceMs: 5000,
      ready: 'message',
      readyMs: LIMIT_MS,
      pulse: {
        everyMs: 50,
        misses: 3,
        beats(message) {
          const { metricsPort } = said.parse(message);
          if (ports.at(-1) !== metricsPort) ports.push(metricsPort);
          return answers(metricsPort);
        },
      },
    },
    { progress: { say: (part, line) => lines.push(`${part} ${line}`) }, stopping: new AbortController().signal },
  );
  try {
    const first = supervised.pid;
    assert.ok(await waitUntil(() => ports.length === 1, LIMIT_MS));
    assert.ok(await answers(ports[0] ?? 0));
    assert.equal(lines.length, 0);

    await answers(ports[0] ?? 0, '/hang');
    assert.ok(await waitUntil(() => lines.includes('program running again'), LIMIT_MS), lines.join('\n'));
    assert.notEqual(supervised.pid, first);
    assert.ok(lines.includes('program has not answered 3 times in a row; ending it'));
    assert.ok(await waitUntil(() => ports.length === 2, LIMIT_MS));
    assert.ok(await answers(ports[1] ?? 0));
  } finally {
    await supervised.stop();
  }
});
