import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';

/** What the benches use of node-llama-cpp, which is installed in this folder only. */
interface Grammar {
  readonly grammar: string;
}
interface Sequence {
  readonly tokenMeter: { readonly usedInputTokens: number; readonly usedOutputTokens: number };
}
/** What a grammar for JSON is made from. */
export interface AnswerShape {
  type: 'object';
  properties: Record<string, { type: readonly ('string' | 'null')[] } | { enum: readonly (string | null)[] }>;
}
interface Session {
  prompt(text: string, options: { grammar: Grammar; temperature: number; maxTokens: number }): Promise<string>;
  resetChatHistory(): void;
}
interface Loaded {
  readonly fileInfo: { tensorInfo?: { dimensions: (number | bigint)[] }[] };
  createContext(options: { contextSize: number; threads: number }): Promise<{ getSequence(): Sequence }>;
}
interface Llama {
  readonly buildType: string;
  createGrammar(options: { grammar: string }): Promise<Grammar>;
  createGrammarForJsonSchema(shape: AnswerShape): Promise<Grammar>;
  loadModel(options: { modelPath: string }): Promise<Loaded>;
  dispose(): Promise<void>;
}
interface NodeLlamaCpp {
  getLlama(options: { gpu: false; build: 'never'; skipDownload: boolean; progressLogs: boolean }): Promise<Llama>;
  LlamaChatSession: new (options: { contextSequence: Sequence; systemPrompt: string }) => Session;
}

/** Holds the labels of a desk, a text and the answer, or a page and some values. */
const CONTEXT_TOKENS = 4096;
/** No label is longer. */
const MOST_ANSWER_TOKENS = 64;

export interface ModelFile {
  name: string;
  bytes: number;
  parameters: number;
  sha256: string;
}

/** What the model wrote, and the tokens it read anew and wrote. */
export interface Written {
  text: string;
  promptTokens: number;
  answerTokens: number;
}

export interface LanguageModel {
  readonly file: ModelFile;
  readonly runtime: string;
  /** A function that names one of the labels for a text. */
  sorter(instruction: string, labels: readonly string[]): Promise<(text: string) => Promise<string>>;
  /** A function that answers a message with JSON of a shape. */
  answerer(instruction: string): Promise<(message: string, shape: AnswerShape, most: number) => Promise<Written>>;
  close(): Promise<void>;
}

/** One alternative a label, each to the letter. */
export const grammarOf = (labels: readonly string[]): string =>
  `root ::= ${labels.map((label) => JSON.stringify(label)).join(' | ')}`;

const parametersOf = (model: Loaded): number =>
  (model.fileInfo.tensorInfo ?? []).reduce(
    (sum, { dimensions }) => sum + dimensions.reduce<number>((product, size) => product * Number(size), 1),
    0,
  );

async function nodeLlamaCpp(): Promise<NodeLlamaCpp> {
  const name: string = 'node-llama-cpp';
  try {
    return await import(name);
  } catch (cause) {
    throw new Error('node-llama-cpp is not installed: README.md beside this file says how', { cause });
  }
}

/** Opens a GGUF with the prebuilt library on the CPU; fails where none fits this machine. */
export async function openModel(path: string, version: string, threads: number): Promise<LanguageModel> {
  const { getLlama, LlamaChatSession } = await nodeLlamaCpp();
  const llama = await getLlama({ gpu: false, build: 'never', skipDownload: true, progressLogs: false });
  const model = await llama.loadModel({ modelPath: path });
  const context = await model.createContext({ contextSize: CONTEXT_TOKENS, threads });
  const contextSequence = context.getSequence();
  const sha256 = createHash('sha256').update(readFileSync(path)).digest('hex');
  return {
    file: { name: basename(path, '.gguf'), bytes: statSync(path).size, parameters: parametersOf(model), sha256 },
    runtime: `node-llama-cpp ${version}, ${llama.buildType} library, CPU, threads: ${threads}`,
    async sorter(instruction, labels) {
      const grammar = await llama.createGrammar({ grammar: grammarOf(labels) });
      const session = new LlamaChatSession({ contextSequence, systemPrompt: instruction });
      return async (text) => {
        session.resetChatHistory();
        return session.prompt(text, { grammar, temperature: 0, maxTokens: MOST_ANSWER_TOKENS });
      };
    },
    async answerer(instruction) {
      const session = new LlamaChatSession({ contextSequence, systemPrompt: instruction });
      const { tokenMeter } = contextSequence;
      return async (message, shape, maxTokens) => {
        const [read, wrote] = [tokenMeter.usedInputTokens, tokenMeter.usedOutputTokens];
        session.resetChatHistory();
        const grammar = await llama.createGrammarForJsonSchema(shape);
        const text = await session.prompt(message, { grammar, temperature: 0, maxTokens });
        return {
          text,
          promptTokens: tokenMeter.usedInputTokens - read,
          answerTokens: tokenMeter.usedOutputTokens - wrote,
        };
      };
    },
    close: () => llama.dispose(),
  };
}
