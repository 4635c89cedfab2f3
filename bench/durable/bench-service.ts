import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { packageRoot } from '../../schemas/package-root.ts';
import { type ServiceFile, serviceFile } from '../../schemas/service-file.ts';

export type BenchService = ServiceFile & { stop(): Promise<void> };

/** A first start may build Temporal. */
const START_MS = 15 * 60_000;

/** The whole service on a folder of its own, as `npm start` brings it up; gone again after `stop`. */
export async function startBenchService(settings: Record<string, string> = {}): Promise<BenchService> {
  const folder = await mkdtemp(join(tmpdir(), 'docket-bench-'));
  const child = spawn(process.execPath, [join(packageRoot, 'deploy', 'local', 'start.ts')], {
    cwd: packageRoot,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...settings, DOCKET_DATA_DIR: folder, DOCKET_PORT: '0' },
  });
  let ended = false;
  const exit = new Promise<void>((resolve) => {
    child.once('close', () => {
      ended = true;
      resolve();
    });
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk;
  });
  const stop = async () => {
    if (!ended) child.kill('SIGTERM');
    await exit;
    await rm(folder, { recursive: true, force: true });
  };
  const giveUp = Date.now() + START_MS;
  const path = join(folder, 'service.json');
  while (!/Docket is ready/.test(output) || !existsSync(path)) {
    if (ended || Date.now() > giveUp) {
      await stop();
      throw new Error(`the service did not start:\n${output}`);
    }
    await sleep(100);
  }
  return { ...serviceFile.parse(JSON.parse(readFileSync(path, 'utf8'))), stop };
}
