import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LLAMA_VERSION, llamaFolder } from '../models/larger-model/gguf/llama-package.ts';

/**
 * Installs node-llama-cpp with the one library for this platform, for `DOCKET_LLM_GGUF`: `npm run install:llama`. Its packages for
 * graphics cards, some hundred megabytes each, are left out, and no install script runs.
 */
const PLATFORMS: Record<string, string> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'linux-arm': 'linux-armv7l',
  'darwin-arm64': 'mac-arm64-metal',
  'darwin-x64': 'mac-x64',
  'win32-x64': 'win-x64',
  'win32-arm64': 'win-arm64',
};

const platform = PLATFORMS[`${process.platform}-${process.arch}`];
if (platform === undefined) {
  console.error(`node-llama-cpp has no library for ${process.platform} on ${process.arch}`);
  process.exit(1);
}
mkdirSync(llamaFolder, { recursive: true });
const dependencies = { 'node-llama-cpp': LLAMA_VERSION, [`@node-llama-cpp/${platform}`]: LLAMA_VERSION };
writeFileSync(join(llamaFolder, 'package.json'), `${JSON.stringify({ private: true, dependencies }, null, 2)}\n`);
const flags = ['--omit=optional', '--ignore-scripts', '--no-package-lock', '--no-audit', '--no-fund'];
const { status } = spawnSync('npm', ['install', ...flags], { cwd: llamaFolder, stdio: 'inherit' });
process.exit(status ?? 1);
