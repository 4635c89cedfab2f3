import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';

/** The part of a chat completion request that the tests look at. */
const chatRequest = z.looseObject({
  model: z.string(),
  temperature: z.number(),
  messages: z.array(z.object({ role: z.string(), content: z.string() })),
  response_format: z.object({
    type: z.literal('json_schema'),
    json_schema: z.object({
      strict: z.boolean(),
      schema: z.looseObject({ properties: z.record(z.string(), z.unknown()), required: z.array(z.string()) }),
    }),
  }),
});
export type ChatRequest = z.infer<typeof chatRequest>;

/** What the server says: a message, an HTTP status, or nothing at all. */
export type Said =
  | { content: string; usage?: { prompt_tokens: number; completion_tokens: number } }
  | { status: number }
  | 'silence';
export type Script = (request: ChatRequest, call: number) => Said | Promise<Said>;

export type ChatServer = { baseUrl: string; requests: ChatRequest[]; close(): Promise<void> };

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text;
}

/** A real HTTP server that speaks the OpenAI chat protocol after a script. */
export async function startChatServer(script: Script): Promise<ChatServer> {
  const requests: ChatRequest[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    if (request.url !== '/v1/chat/completions') {
      response.writeHead(404).end();
      return;
    }
    const parsed = chatRequest.parse(JSON.parse(await bodyOf(request)));
    requests.push(parsed);
    const said = await script(parsed, requests.length);
    if (said === 'silence') return;
    if ('status' in said) {
      response.writeHead(said.status, { 'content-type': 'application/json' }).end('{"error":{"message":"scripted"}}');
      return;
    }
    const message = { role: 'assistant', content: said.content, refusal: null };
    const choice = { index: 0, message, finish_reason: 'stop', logprobs: null };
    const completion = {
      id: 'c',
      object: 'chat.completion',
      created: 1,
      model: parsed.model,
      choices: [choice],
      usage: said.usage,
    };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(completion));
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('the server has no port');
  return {
    baseUrl: `http://127.0.0.1:${address.port}/v1`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
