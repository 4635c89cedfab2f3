import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openGgufTransport } from '../../models/larger-model/gguf/gguf-transport.ts';
import { grammarSchema } from '../../models/larger-model/gguf/grammar-schema.ts';
import { openGgufModel } from '../../models/larger-model/gguf/open-gguf-model.ts';
import { openLanguageModel } from '../../models/larger-model/language-model.ts';
import { openOpenAiModel } from '../../models/larger-model/openai.ts';
import type { ChatTransport } from '../../models/larger-model/transport.ts';
import { type ChatServer, startChatServer } from './chat-server.ts';
import { tinyInvoice } from './form-page.ts';
import { conformsToLanguageModel, smallContext } from './language-model-conformance.ts';
import { SMALL_MODEL, smallLanguageModel } from './small-language-model.ts';

/** One thread: more wait for each other where the machine has other work. */
const settings = { sha256: SMALL_MODEL.sha256, threads: 1, preset: smallContext };
let path: string;
before(async () => {
  path = await smallLanguageModel();
});

describe('a model in a GGUF file, run by this machine', () => {
  let transport: ChatTransport;
  before(() => {
    transport = openGgufTransport({ ...settings, path });
  });
  after(() => transport.close());

  conformsToLanguageModel(async (timeoutMs) => openLanguageModel(transport, { timeoutMs, backoffMs: 1 }));

  it('is loaded again after it was let go', async () => {
    await transport.close();
    assert.deepEqual(await transport.shape(), { contextTokens: 2560, systemRole: true });
  });
});

describe('the same model behind an OpenAI-compatible server', () => {
  let transport: ChatTransport;
  let server: ChatServer;
  before(async () => {
    transport = openGgufTransport({ ...settings, path });
    server = await startChatServer(async ({ messages, response_format: { json_schema } }) => {
      const said = messages.map(({ role, content }) => ({
        role: role === 'system' ? ('system' as const) : role === 'user' ? ('user' as const) : ('assistant' as const),
        content,
      }));
      const request = { messages: said, name: 'answer', schema: json_schema.schema, maxTokens: 300 };
      try {
        const { content, usage } = await transport.complete(request, new AbortController().signal);
        const { promptTokens = 0, answerTokens = 0 } = usage ?? {};
        return { content, usage: { prompt_tokens: promptTokens, completion_tokens: answerTokens } };
      } catch {
        return { status: 500 };
      }
    });
  });
  after(async () => {
    await server.close();
    await transport.close();
  });

  conformsToLanguageModel(async (timeoutMs) => {
    const { baseUrl } = server;
    return openOpenAiModel({ baseUrl, model: 'smollm2', preset: smallContext, timeoutMs, backoffMs: 1 });
  });
});

describe('a GGUF file that cannot be run', () => {
  it('is named before anything is asked of it, where it is not there', async () => {
    const open = openGgufModel({ path: '/nowhere/model.gguf', threads: 1, timeoutMs: 1000 });
    await assert.rejects(open, { code: 'config.invalid', message: /no file \/nowhere\/model\.gguf/ });
  });

  it('leaves the field to a person, where it is no model', async () => {
    const model = await openGgufModel({ path: import.meta.filename, threads: 1, timeoutMs: 60_000 });
    const asked = model.ask({ kind: 'invoice', language: 'en', current: {}, pages: [tinyInvoice()], fields: ['iban'] });
    await assert.rejects(asked, { code: 'llm.unavailable' });
    await model.close?.();
  });
});

describe('the grammar of an answer', () => {
  it('is that of its JSON schema, in the dialect of the library', () => {
    const text = { anyOf: [{ type: 'string', maxLength: 2000, description: 'as printed' }, { type: 'null' }] };
    assert.deepEqual(grammarSchema({ type: 'object', properties: { iban: text }, required: ['iban'] }), {
      type: 'object',
      properties: { iban: { oneOf: [{ type: 'string', maxLength: 100 }, { type: 'null' }] } },
      additionalProperties: false,
    });
    assert.throws(() => grammarSchema({ type: 'number' }), /no grammar/);
  });
});
