import type { ChatMessage } from '../transport.ts';
import { grammarSchema } from './grammar-schema.ts';
import { type HistoryItem, importLlama } from './llama-package.ts';

/** More memory than this is not taken for the context of a model that nothing is known of. */
const MOST_CONTEXT = 8192;
/** Tokens that a chat template puts round messages. */
const TEMPLATE_TOKENS = 64;

function historyOf(messages: readonly ChatMessage[]): HistoryItem[] {
  const said = messages.map(({ role, content }): HistoryItem => {
    return role === 'assistant' ? { type: 'model', response: [content] } : { type: role, text: content };
  });
  return [...said, { type: 'model', response: [] }];
}

/**
 * Loads a GGUF with the prebuilt library; nothing is built or downloaded. @param contextTokens null: as the file says
 * @throws Error where the file is no model that the library knows
 */
export async function openGguf(path: string, contextTokens: number | null, threads: number) {
  const { getLlama, LlamaChat } = await importLlama();
  const llama = await getLlama({ gpu: 'auto', build: 'never', skipDownload: true, progressLogs: false });
  const model = await llama.loadModel({ modelPath: path });
  const contextSize = Math.min(contextTokens ?? MOST_CONTEXT, model.trainContextSize);
  const context = await model.createContext({ contextSize, threads });
  const contextSequence = context.getSequence();
  const chat = new LlamaChat({ contextSequence });
  return {
    contextTokens: contextSize,
    async complete(messages: readonly ChatMessage[], schema: unknown, maxTokens: number, signal: AbortSignal) {
      const asked = messages.reduce((sum, { content }) => sum + model.tokenize(content).length, TEMPLATE_TOKENS);
      const room = contextSize - asked;
      if (room < 1) throw new Error(`the question has ${asked} tokens, the model's context ${contextSize}`);
      const grammar = await llama.createGrammarForJsonSchema(grammarSchema(schema));
      await contextSequence.clearHistory();
      const { usedInputTokens, usedOutputTokens } = contextSequence.tokenMeter;
      const options = { grammar, temperature: 0, maxTokens: Math.min(maxTokens, room), signal };
      const { response } = await chat.generateResponse(historyOf(messages), options);
      return {
        content: response,
        promptTokens: contextSequence.tokenMeter.usedInputTokens - usedInputTokens,
        answerTokens: contextSequence.tokenMeter.usedOutputTokens - usedOutputTokens,
      };
    },
  };
}
export type OpenedModel = Awaited<ReturnType<typeof openGguf>>;
