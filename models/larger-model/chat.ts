import {
  BrokenCircuitError,
  ConsecutiveBreaker,
  circuitBreaker,
  ExponentialBackoff,
  handleWhen,
  type IPolicy,
  retry,
  TaskCancelledError,
  TimeoutStrategy,
  timeout,
  wrap,
} from 'cockatiel';
import OpenAI, { APIConnectionError, APIError } from 'openai';
import { z } from 'zod';
import { DocketError } from '../../schemas/errors.ts';
import type { Question } from './questions.ts';

export type ChatSettings = {
  baseUrl: string;
  model: string;
  apiKey?: string;
  timeoutMs: number;
  /** First wait before a retry. */
  backoffMs?: number;
};
type Message = OpenAI.Chat.ChatCompletionMessageParam;

const RETRIES = 2;
const BACKOFF_MS = 500;
/** Failed calls in a row after which the server is left alone, and for how long. */
const BREAK_AFTER = 5;
const BREAK_MS = 30_000;
/** An answer holds some short values. */
const MOST_TOKENS = 1500;

/** Can the same call succeed later? */
function isPassing(error: Error): boolean {
  if (error instanceof TaskCancelledError || error instanceof APIConnectionError) return true;
  return error instanceof APIError && (error.status === 429 || error.status === 408 || (error.status ?? 0) >= 500);
}

/**
 * Asks an OpenAI-compatible server questions whose answers have a schema. Each call is limited in time and tried again
 * where that can help; after failures in a row a circuit breaker spares the server. A malformed answer is sent back for
 * repair once.
 */
export class Chat {
  readonly #client: OpenAI;
  readonly #settings: ChatSettings;
  readonly #policy: IPolicy;

  constructor(settings: ChatSettings) {
    this.#settings = settings;
    this.#client = new OpenAI({ baseURL: settings.baseUrl, apiKey: settings.apiKey ?? 'none', maxRetries: 0 });
    const passing = handleWhen(isPassing);
    this.#policy = wrap(
      retry(passing, {
        maxAttempts: RETRIES,
        backoff: new ExponentialBackoff({ initialDelay: settings.backoffMs ?? BACKOFF_MS }),
      }),
      circuitBreaker(passing, { halfOpenAfter: BREAK_MS, breaker: new ConsecutiveBreaker(BREAK_AFTER) }),
      timeout(settings.timeoutMs, TimeoutStrategy.Aggressive),
    );
  }

  /** @throws DocketError `llm.refused` where the answer stays unusable, `llm.unavailable` where none comes. */
  async ask<Answer>(question: Question<Answer>): Promise<Answer> {
    const messages: Message[] = [
      { role: 'system', content: question.system },
      { role: 'user', content: question.user },
    ];
    const first = await this.#complete(question, messages);
    const read = readAnswer(question, first);
    if (read.ok) return read.answer;
    const repaired = await this.#complete(question, [
      ...messages,
      { role: 'assistant', content: first },
      {
        role: 'user',
        content: `That answer is not usable: ${read.problem}. Answer again, with the JSON object alone.`,
      },
    ]);
    const second = readAnswer(question, repaired);
    if (second.ok) return second.answer;
    throw new DocketError('llm.refused', `${this.#settings.model} gave no usable answer: ${second.problem}`);
  }

  async #complete<Answer>(question: Question<Answer>, messages: Message[]): Promise<string> {
    const body: OpenAI.Chat.ChatCompletionCreateParamsNonStreaming = {
      model: this.#settings.model,
      temperature: 0,
      max_tokens: MOST_TOKENS,
      messages,
      response_format: {
        type: 'json_schema',
        json_schema: { name: question.name, strict: true, schema: z.toJSONSchema(question.answer) },
      },
    };
    const completion = await this.#policy
      .execute(({ signal }) => this.#client.chat.completions.create(body, { signal }))
      .catch((cause: unknown) => {
        throw new DocketError('llm.unavailable', `${this.#settings.model} does not answer: ${reasonOf(cause)}`, {
          cause,
        });
      });
    const choice = completion.choices[0];
    if (choice?.message.refusal || choice?.finish_reason === 'content_filter') {
      throw new DocketError('llm.refused', `${this.#settings.model} refused to answer`);
    }
    return choice?.message.content ?? '';
  }
}

function readAnswer<Answer>(
  question: Question<Answer>,
  content: string,
): { ok: true; answer: Answer } | { ok: false; problem: string } {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    return { ok: false, problem: 'it is not JSON' };
  }
  const parsed = question.answer.safeParse(value);
  if (parsed.success) return { ok: true, answer: parsed.data };
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'answer'}: ${issue.message}`);
  return { ok: false, problem: problems.join('; ') };
}

function reasonOf(error: unknown): string {
  if (error instanceof TaskCancelledError) return 'no answer within the time limit';
  if (error instanceof BrokenCircuitError) return 'it failed several times in a row and is left alone for a while';
  return error instanceof Error ? error.message : String(error);
}
