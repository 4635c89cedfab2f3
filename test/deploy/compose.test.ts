import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { packageRoot } from '../../schemas/package-root.ts';

function compose(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync('docker-compose', [...args], { cwd: packageRoot, encoding: 'utf8' });
}

it('the compose file is valid, with and without its profiles', () => {
  for (const profile of [[], ['--profile', 'gpu'], ['--profile', 'observe']]) {
    const { status, stderr } = compose(...profile, 'config', '-q');
    assert.equal(status, 0, stderr);
  }
});

it('publishes ports on the loopback alone', () => {
  const { stdout } = compose('--profile', 'gpu', '--profile', 'observe', 'config');
  const published = stdout.match(/^ +- \S+:\d+\/tcp$/gm) ?? [];
  assert.equal(published.length, 4);
  for (const port of published) assert.match(port, /- 127\.0\.0\.1:/);
});

it('Redis keeps its jobs and refuses to evict them', () => {
  const { stdout } = compose('config');
  assert.match(stdout, /- --appendonly\n +- ['"]yes['"]/);
  assert.match(stdout, /- --maxmemory-policy\n +- noeviction/);
});

it('every target and every program that the images and the compose file name exists', () => {
  const { stdout } = compose('--profile', 'gpu', 'config');
  const dockerfile = readFileSync(join(packageRoot, 'deploy', 'Dockerfile'), 'utf8');
  for (const [, target] of stdout.matchAll(/^ +target: (\S+)$/gm)) {
    assert.match(dockerfile, new RegExp(`^FROM \\S+ AS ${target}$`, 'm'));
  }
  const gpu = readFileSync(join(packageRoot, 'deploy', 'inference-worker-gpu.Dockerfile'), 'utf8');
  const programs = [...`${stdout}${dockerfile}${gpu}`.matchAll(/dist\/([\w/-]+)\.js/g)].map(([, path]) => `${path}.ts`);
  assert.ok(programs.length >= 6);
  for (const program of programs) assert.ok(existsSync(join(packageRoot, program)), `${program} is missing`);
});

it('every file and folder that is mounted from here exists', () => {
  const { stdout } = compose('--profile', 'observe', 'config');
  const mounted = [...stdout.matchAll(/(\/\S+\/deploy\/[\w./-]+):\//g)].map(([, path = '']) => path);
  assert.ok(mounted.length >= 5, stdout);
  for (const path of mounted) assert.ok(existsSync(path), path);
});

it('the CUDA provider in the GPU image is of the version of onnxruntime that runs it', () => {
  const { dependencies } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8'));
  const gpu = readFileSync(join(packageRoot, 'deploy', 'inference-worker-gpu.Dockerfile'), 'utf8');
  assert.equal(/ONNXRUNTIME_VERSION=(\S+)/.exec(gpu)?.[1], dependencies['onnxruntime-node']);
});
