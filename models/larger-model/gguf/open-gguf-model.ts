import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { DocketError } from '../../../schemas/errors.ts';
import type { ChatSettings } from '../chat.ts';
import { openLanguageModel } from '../language-model.ts';
import type { LargerModel } from '../port.ts';
import type { ModelPreset } from '../presets.ts';
import { openGgufTransport } from './gguf-transport.ts';
import { isLlamaInstalled } from './llama-package.ts';

export interface GgufModelSettings extends ChatSettings {
  path: string;
  threads: number;
  preset?: ModelPreset;
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest('hex');
}

function problemsOf(path: string): string[] {
  const problems: string[] = [];
  if (!existsSync(path)) problems.push(`DOCKET_LLM_GGUF: there is no file ${path}`);
  if (!isLlamaInstalled())
    problems.push(
      'DOCKET_LLM_GGUF: node-llama-cpp, which runs such files, is not installed; run `npm run install:llama` once',
    );
  return problems;
}

/**
 * A larger model that this machine runs itself. `close` gives its memory back.
 * @throws DocketError `config.invalid` where the file or what runs it is missing
 */
export async function openGgufModel(settings: GgufModelSettings): Promise<LargerModel> {
  const { path, threads, preset, ...chat } = settings;
  const problems = problemsOf(path);
  if (problems.length > 0) throw new DocketError('config.invalid', problems.join('; '));
  const transport = openGgufTransport({ path, threads, sha256: await sha256Of(path), ...(preset ? { preset } : {}) });
  return { ...openLanguageModel(transport, chat), close: () => transport.close() };
}
