import { z } from 'zod';

const chatMessage = z.object({ role: z.enum(['system', 'user', 'assistant']), content: z.string() });

/** To the process that runs the model. */
export const order = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('open'), path: z.string(), contextTokens: z.number().nullable(), threads: z.number() }),
  z.object({
    kind: z.literal('complete'),
    id: z.number(),
    messages: z.array(chatMessage),
    schema: z.record(z.string(), z.unknown()),
    maxTokens: z.number(),
  }),
  z.object({ kind: z.literal('cancel'), id: z.number() }),
]);
export type Order = z.infer<typeof order>;

/** From it. */
export const report = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('open'), contextTokens: z.number() }),
  z.object({ kind: z.literal('broken'), problem: z.string() }),
  z.object({
    kind: z.literal('completed'),
    id: z.number(),
    content: z.string(),
    promptTokens: z.number(),
    answerTokens: z.number(),
  }),
  z.object({ kind: z.literal('failed'), id: z.number(), problem: z.string() }),
]);
export type Report = z.infer<typeof report>;
