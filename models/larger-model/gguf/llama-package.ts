import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { packageRoot } from '../../../schemas/package-root.ts';

/** Where `npm run install:llama` puts node-llama-cpp: apart from Docket's own packages, whose installation stays small. */
export const llamaFolder = join(packageRoot, '.llama');
export const LLAMA_VERSION = '3.22.1';

const entry = join(llamaFolder, 'node_modules', 'node-llama-cpp', 'dist', 'index.js');

export const isLlamaInstalled = (): boolean => existsSync(entry);

/** The part of node-llama-cpp that Docket uses. */
interface Grammar {
  readonly grammar: string;
}
interface Sequence {
  readonly tokenMeter: { readonly usedInputTokens: number; readonly usedOutputTokens: number };
  clearHistory(): Promise<void>;
}
export type HistoryItem = { type: 'system' | 'user'; text: string } | { type: 'model'; response: string[] };
interface ChatOptions {
  grammar: Grammar;
  temperature: number;
  maxTokens: number;
  signal: AbortSignal;
}
interface Model {
  readonly trainContextSize: number;
  createContext(options: { contextSize: number; threads: number }): Promise<{ getSequence(): Sequence }>;
  tokenize(text: string): unknown[];
}
interface Llama {
  createGrammarForJsonSchema(schema: unknown): Promise<Grammar>;
  loadModel(options: { modelPath: string }): Promise<Model>;
}
interface NodeLlamaCpp {
  getLlama(options: {
    gpu: 'auto' | false;
    build: 'never';
    skipDownload: boolean;
    progressLogs: false;
  }): Promise<Llama>;
  LlamaChat: new (options: {
    contextSequence: Sequence;
  }) => { generateResponse(history: HistoryItem[], options: ChatOptions): Promise<{ response: string }> };
}

/** @throws Error where it is not installed or does not load */
export async function importLlama(): Promise<NodeLlamaCpp> {
  return await import(pathToFileURL(entry).href);
}
