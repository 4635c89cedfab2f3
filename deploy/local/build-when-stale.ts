import { existsSync, globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DocketError } from '../../schemas/errors.ts';
import { packageRoot } from '../../schemas/package-root.ts';
import { runCommand } from './run-command.ts';
import type { Setting } from './setting.ts';

/** What `npm run build` reads. Weights and tests are not built. */
const SOURCES = [
  '{schemas,checks,reading,models,store,observability,workflows,activities,workers,api,web,cli,bench,deploy,scripts}/**/*.{ts,tsx,css,html,json,sql}',
  'package.json',
  'package-lock.json',
  'tsconfig*.json',
];
/** The last file that a build writes. */
const STAMP = join(packageRoot, 'dist', 'web', 'index.html');

/** Builds when there is no complete build or a source is newer than it. */
export async function buildWhenStale({ progress, stopping }: Pick<Setting, 'progress' | 'stopping'>): Promise<void> {
  if (!isStale()) return;
  progress.say('build', 'npm run build');
  const { code, output } = await runCommand('npm', ['run', 'build'], { cwd: packageRoot, signal: stopping });
  if (code !== 0) throw new DocketError('start.failed', `npm run build failed:\n${output}`);
}

function isStale(): boolean {
  if (!existsSync(STAMP)) return true;
  const builtAt = statSync(STAMP).mtimeMs;
  const exclude = (path: string) => path.startsWith('models/weights');
  return globSync(SOURCES, { cwd: packageRoot, exclude }).some(
    (file) => statSync(join(packageRoot, file)).mtimeMs > builtAt,
  );
}
