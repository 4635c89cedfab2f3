import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { compressWeb } from './compress-web.ts';

const root = dirname(import.meta.dirname);
const bin = (name: string) => join(root, 'node_modules', '.bin', name);

function run(what: string, program: string, ...parameters: string[]): void {
  const started = performance.now();
  const { status } = spawnSync(program, parameters, { cwd: root, stdio: 'inherit' });
  if (status !== 0) {
    process.stderr.write(`build: ${what} failed\n`);
    process.exit(status ?? 1);
  }
  process.stdout.write(`build: ${what} ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
}

for (const folder of [
  'schemas',
  'checks',
  'reading',
  'models',
  'store',
  'observability',
  'workflows',
  'activities',
  'workers',
  'api',
  'cli',
  'deploy',
])
  rmSync(join(root, 'dist', folder), { recursive: true, force: true });
run('code', bin('tsc'), '-p', 'tsconfig.build.json');
run('workflow bundle', process.execPath, 'workflows/build-bundle.ts');
run('web page', bin('vite'), 'build', 'web', '--logLevel', 'warn');
compressWeb(join(root, 'dist', 'web'));
const command = join(root, 'dist', 'cli', 'docket.js');
if (!existsSync(command)) throw new Error('the build made no dist/cli/docket.js');
chmodSync(command, 0o755);
