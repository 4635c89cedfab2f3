import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BundleOptions, bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { packageRoot } from '../schemas/package-root.ts';

const WORKFLOWS = join(packageRoot, 'workflows', 'index.ts');
const INTERCEPTORS = join(packageRoot, 'workflows', 'tracing.ts');
/** Evaluated once for all workflows of a worker, before the first. */
const SHARED = [join(packageRoot, 'workflows', 'no-stacks.ts')];

/** The same source gives the same bytes in any folder: no absolute paths, no sources inside. */
const reproducible: NonNullable<BundleOptions['webpackConfigHook']> = (config) => ({
  ...config,
  context: packageRoot,
  devtool: 'inline-nosources-source-map',
  output: { ...config.output, devtoolModuleFilenameTemplate: '[resource-path]' },
});

/** Bundles the workflows with their interceptors. @throws where workflow code reaches a module that it must not. */
export async function buildBundle(
  workflowsPath: string = WORKFLOWS,
  report: (line: string) => void = (line) => process.stderr.write(line),
): Promise<string> {
  const { code } = await bundleWorkflowCode({
    workflowsPath,
    workflowInterceptorModules: [INTERCEPTORS],
    preloadModules: SHARED,
    webpackConfigHook: reproducible,
    logger: new DefaultLogger('WARN', ({ level, message }) => report(`${level} ${message}\n`)),
  });
  return code;
}

async function writeBundle(): Promise<void> {
  const target = join(packageRoot, 'dist', 'workflows', 'bundle.js');
  const code = await buildBundle();
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, code);
  const sha256 = createHash('sha256').update(code).digest('hex');
  process.stdout.write(`workflow bundle ${sha256.slice(0, 12)}, ${Math.round(code.length / 1024)} KiB\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeBundle();
