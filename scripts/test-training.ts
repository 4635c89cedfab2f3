import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { preparePython } from '../cli/prepare-python.ts';
import { cacheFolder } from '../deploy/local/cache-folder.ts';
import { parseConfig } from '../schemas/config.ts';
import { packageRoot } from '../schemas/package-root.ts';

/** `npm run test:training [-- ARG…]`: the Python tests, with their environment and caches outside the checkout. */
const training = join(packageRoot, 'training');
const cache = cacheFolder(parseConfig(process.env));
const uv = await preparePython();
const { status } = spawnSync(
  uv,
  ['run', '--frozen', '--project', training, 'pytest', '-p', 'no:cacheprovider', ...process.argv.slice(2)],
  {
    cwd: training,
    stdio: 'inherit',
    env: {
      ...process.env,
      UV_PROJECT_ENVIRONMENT: process.env.UV_PROJECT_ENVIRONMENT ?? join(cache, 'training-venv'),
      PYTHONDONTWRITEBYTECODE: '1',
    },
  },
);
process.exitCode = status ?? 1;
