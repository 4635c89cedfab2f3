import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { execPath, platform } from 'node:process';
import { DocketError } from '../schemas/errors.ts';
import { entryFile } from './entry-file.ts';
import type { ProviderName } from './session-messages.ts';

/** A driver that hangs must not keep a worker from starting on the next provider. */
const PROBE_TIMEOUT_MS = 20_000;
const LINUX_GPU_DEVICES = ['/dev/nvidiactl', '/dev/dri', '/dev/dxg'];
const known: readonly ProviderName[] = ['cuda', 'webgpu', 'cpu'];

/** @throws DocketError `config.invalid` for a name that is none of cuda, webgpu, cpu. */
export function parseProviders(providers: string): ProviderName[] {
  return providers.split(',').map((part) => {
    const found = known.find((name) => name === part.trim());
    if (!found) {
      throw new DocketError('config.invalid', `DOCKET_PROVIDERS names "${part.trim()}"; known are ${known.join(', ')}`);
    }
    return found;
  });
}

/** Runs a one-node model on the provider in a child process: a broken GPU driver may end its process. */
function works(provider: ProviderName): Promise<boolean> {
  if (provider === 'cpu') return Promise.resolve(true);
  if (platform === 'linux' && !LINUX_GPU_DEVICES.some((device) => existsSync(device))) return Promise.resolve(false);
  return new Promise((resolve) => {
    const child = [entryFile(import.meta.url, 'provider-probe-child'), provider];
    execFile(execPath, child, { timeout: PROBE_TIMEOUT_MS, killSignal: 'SIGKILL' }, (error) => resolve(error === null));
  });
}

/** The first provider of the list that runs a model on this machine; cpu where none does. */
export async function chooseProvider(providers: string): Promise<ProviderName> {
  for (const provider of parseProviders(providers)) if (await works(provider)) return provider;
  return 'cpu';
}
