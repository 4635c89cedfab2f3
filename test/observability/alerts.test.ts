import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { it } from 'node:test';
import { packageRoot } from '../../schemas/package-root.ts';

const cwd = join(packageRoot, 'deploy', 'prometheus');
const promtool = (...args: string[]) => spawnSync('promtool', args, { cwd, encoding: 'utf8' });

it('Prometheus takes the scrape configuration and the rules', () => {
  const { status, stdout, stderr } = promtool('check', 'config', 'prometheus.yaml');
  assert.equal(status, 0, stdout + stderr);
  assert.match(stdout, /\d+ rules found/);
});

it('alerts are raised and cleared as their tests say', () => {
  const { status, stdout, stderr } = promtool('test', 'rules', 'alerts.test.yaml');
  assert.equal(status, 0, stdout + stderr);
});
