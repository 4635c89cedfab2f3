import { existsSync, globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Progress } from '../deploy/local/progress.ts';
import { runCommand } from '../deploy/local/run-command.ts';
import { packageRoot } from '../schemas/package-root.ts';

/** What `npm run build` reads. Weights and tests are not built. */
const SOURCES = [
  '{schemas,checks,reading,models,store,workflows,activities,workers,api,web,cli,bench,deploy,scripts}/**/*.{ts,tsx,css,html,json,sql}',
  'package.json',
  'package-lock.json',
  'tsconfig*.json',
];
/** Written by the build when it is complete. */
const STAMP = join(packageRoot, 'dist', 'built');

/** Builds when there is no complete build or a source is newer than it. */
export async function buildWhenStale(progress: Progress): Promise<void> {
  if (!isStale()) return;
  progress.say('build', 'npm run build');
  const { code, output } = await runCommand('npm', ['run', 'build'], { cwd: packageRoot });
  if (code !== 0) throw new Error(`npm run build failed:\n${output}`);
}

function isStale(): boolean {
  if (!existsSync(STAMP)) return true;
  const builtAt = statSync(STAMP).mtimeMs;
  const exclude = (path: string) => path.startsWith('models/weights');
  return globSync(SOURCES, { cwd: packageRoot, exclude }).some(
    (file) => statSync(join(packageRoot, file)).mtimeMs > builtAt,
  );
}
