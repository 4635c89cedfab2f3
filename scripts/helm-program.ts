import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { findProgram, isExecutableFile } from '../deploy/local/find-program.ts';
import { runCommand } from '../deploy/local/run-command.ts';

const HELM_VERSION = '3.22.0';

/** `helm`: on the PATH, kept in the cache, or built there once from its Go module. @throws Error where there is no Go */
export async function helmProgram(cache: string): Promise<string> {
  const onPath = findProgram(['helm']);
  if (onPath !== undefined) return onPath;
  const folder = join(cache, `helm-${HELM_VERSION}`);
  const built = join(folder, 'helm');
  if (isExecutableFile(built)) return built;
  const go = findProgram(['go']) ?? ['/usr/local/go/bin/go', '/usr/lib/go/bin/go'].find(isExecutableFile);
  if (go === undefined) throw new Error('helm is missing: install it, or Go to build it with');
  await mkdir(folder, { recursive: true });
  console.log(`building helm ${HELM_VERSION} with Go, once`);
  const { code, output } = await runCommand(go, ['install', `helm.sh/helm/v3/cmd/helm@v${HELM_VERSION}`], {
    cwd: folder,
    env: { ...process.env, GOBIN: folder, CGO_ENABLED: '0' },
  });
  if (code !== 0) throw new Error(`helm could not be built:\n${output}`);
  return built;
}
