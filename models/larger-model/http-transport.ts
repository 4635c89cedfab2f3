import OpenAI, { APIConnectionError, APIError } from 'openai';
import { type ModelPreset, presetOf } from './presets.ts';
import type { ChatTransport } from './transport.ts';

export interface HttpSettings {
  baseUrl: string;
  model: string;
  apiKey?: string;
  /** How to ask this model; by its name where none is given. */
  preset?: ModelPreset;
}

/** The way to a model behind an OpenAI-compatible server. */
export function openHttpTransport({ baseUrl, model, apiKey, preset }: HttpSettings): ChatTransport {
  const client = new OpenAI({ baseURL: baseUrl, apiKey: apiKey ?? 'none', maxRetries: 0 });
  const shape = preset ?? presetOf(model);
  return {
    producer: { name: model, version: new URL(baseUrl).host, sha256: null },
    shape: async () => shape,
    async complete({ messages, name, schema, maxTokens }, signal) {
      const body: OpenAI.Chat.ChatCompletionCreateParamsNonStreaming = {
        model,
        temperature: 0,
        max_tokens: maxTokens,
        messages,
        response_format: { type: 'json_schema', json_schema: { name, strict: true, schema } },
      };
      const { choices, usage } = await client.chat.completions.create(body, { signal });
      const choice = choices[0];
      return {
        content: choice?.message.content ?? '',
        refused: Boolean(choice?.message.refusal) || choice?.finish_reason === 'content_filter',
        ...(usage ? { usage: { promptTokens: usage.prompt_tokens, answerTokens: usage.completion_tokens } } : {}),
      };
    },
    isPassing: (error) =>
      error instanceof APIConnectionError ||
      (error instanceof APIError && (error.status === 429 || error.status === 408 || (error.status ?? 0) >= 500)),
    async close() {},
  };
}
