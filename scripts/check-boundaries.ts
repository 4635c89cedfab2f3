import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../schemas/package-root.ts';

/** Import directions and cycles, by .dependency-cruiser.cjs. `check-boundaries [FOLDER]`: of another tree of rooms. */
const root = process.argv[2] ?? packageRoot;
const rooms = [
  ...['schemas', 'checks', 'reading', 'models', 'store', 'observability', 'workflows', 'activities', 'workers'],
  ...['api', 'web', 'cli', 'bench', 'deploy', 'scripts', 'test'],
].filter((room) => existsSync(join(root, room)));
const depcruise = join(packageRoot, 'node_modules', '.bin', 'depcruise');
const config = join(packageRoot, '.dependency-cruiser.cjs');
const { status } = spawnSync(depcruise, ['--config', config, ...rooms], { cwd: root, stdio: 'inherit' });
process.exitCode = status ?? 1;
