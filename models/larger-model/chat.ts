import { createHash } from 'node:crypto';
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
import { z } from 'zod';
import { DocketError } from '../../schemas/errors.ts';
import type { AnswerCache } from './answer-cache.ts';
import type { NoteUsage } from './port.ts';
import type { Question } from './questions.ts';
import type { ChatMessage, ChatTransport, Completion } from './transport.ts';

export type ChatSettings = {
  timeoutMs: number;
  cache?: AnswerCache;
  /** First wait before a retry. */
  backoffMs?: number;
};

const RETRIES = 2;
const BACKOFF_MS = 500;
/** Failed calls in a row after which the server is left alone, and for how long. */
const BREAK_AFTER = 5;
const BREAK_MS = 30_000;
/** An answer holds some short values. */
const MOST_TOKENS = 1500;
/** Rules, field names and schema. */
const RULE_TOKENS = 700;
/** Fewer than in prose: documents are full of numbers. */
const CHARACTERS_A_TOKEN = 3;

const tokensOf = (text: string) => Math.ceil(text.length / CHARACTERS_A_TOKEN);

/**
 * Asks a model questions whose answers have a schema. Each call is limited in time and tried again where that can help;
 * after failures in a row a circuit breaker spares the model. A malformed answer is sent back for repair once.
 */
export class Chat {
  readonly #transport: ChatTransport;
  readonly #settings: ChatSettings;
  readonly #policy: IPolicy;

  constructor(transport: ChatTransport, settings: ChatSettings) {
    this.#transport = transport;
    this.#settings = settings;
    const passing = handleWhen((error) => error instanceof TaskCancelledError || transport.isPassing(error));
    this.#policy = wrap(
      retry(passing, {
        maxAttempts: RETRIES,
        backoff: new ExponentialBackoff({ initialDelay: settings.backoffMs ?? BACKOFF_MS }),
      }),
      circuitBreaker(passing, { halfOpenAfter: BREAK_MS, breaker: new ConsecutiveBreaker(BREAK_AFTER) }),
      timeout(settings.timeoutMs, TimeoutStrategy.Aggressive),
    );
  }

  /**
   * Characters that a question may have beside its rules: what the model's context leaves, at three a token.
   * @throws DocketError `llm.unavailable`
   */
  async room(): Promise<number> {
    const { contextTokens } = await this.#shape();
    return Math.max(1000, (contextTokens - MOST_TOKENS - RULE_TOKENS) * CHARACTERS_A_TOKEN);
  }

  /** @throws DocketError `llm.refused` where the answer stays unusable, `llm.unavailable` where none comes. */
  async ask<Answer>(question: Question<Answer>, note: NoteUsage = () => {}): Promise<Answer> {
    const { cache } = this.#settings;
    const key = this.#keyOf(question);
    const known = await cache?.get(key);
    const remembered = known == null ? null : readAnswer(question, known);
    if (remembered?.ok) {
      note({ promptTokens: 0, answerTokens: 0, ms: 0, cached: true });
      return remembered.answer;
    }
    const { content, answer } = await this.#askAnew(question, note);
    await cache?.set(key, content);
    return answer;
  }

  /** The same model, words and schema have the same key, whatever document they come from. */
  #keyOf<Answer>({ system, user, answer }: Question<Answer>): string {
    const { name, version, sha256 } = this.#transport.producer;
    const asked = JSON.stringify([sha256 ?? version, name, system, user, z.toJSONSchema(answer)]);
    return createHash('sha256').update(asked).digest('hex');
  }

  async #shape() {
    return await this.#transport.shape().catch((cause: unknown) => {
      throw this.#unavailable(cause);
    });
  }

  #unavailable(cause: unknown): DocketError {
    const { name } = this.#transport.producer;
    return new DocketError('llm.unavailable', `${name} does not answer: ${reasonOf(cause)}`, { cause });
  }

  async #messagesOf<Answer>({ system, user }: Question<Answer>): Promise<ChatMessage[]> {
    const { systemRole } = await this.#shape();
    if (!systemRole) return [{ role: 'user', content: `${system}\n\n${user}` }];
    return [
      { role: 'system', content: system },
      { role: 'user', content: user },
    ];
  }

  async #askAnew<Answer>(question: Question<Answer>, note: NoteUsage): Promise<{ content: string; answer: Answer }> {
    const messages = await this.#messagesOf(question);
    const first = await this.#complete(question, messages, note);
    const read = readAnswer(question, first);
    if (read.ok) return { content: first, answer: read.answer };
    const repaired = await this.#complete(
      question,
      [
        ...messages,
        { role: 'assistant', content: first },
        {
          role: 'user',
          content: `That answer is not usable: ${read.problem}. Answer again, with the JSON object alone.`,
        },
      ],
      note,
    );
    const second = readAnswer(question, repaired);
    if (second.ok) return { content: repaired, answer: second.answer };
    throw new DocketError('llm.refused', `${this.#transport.producer.name} gave no usable answer: ${second.problem}`);
  }

  async #complete<Answer>(question: Question<Answer>, messages: ChatMessage[], note: NoteUsage): Promise<string> {
    const began = performance.now();
    const spent = (usage: Completion['usage'], answered: string) =>
      note({
        promptTokens: usage?.promptTokens ?? tokensOf(messages.map(({ content }) => content).join('')),
        answerTokens: usage?.answerTokens ?? tokensOf(answered),
        ms: Math.round(performance.now() - began),
        cached: false,
      });
    const schema = z.toJSONSchema(question.answer);
    const request = { messages, name: question.name, schema, maxTokens: MOST_TOKENS };
    const { content, refused, usage } = await this.#policy
      .execute(({ signal }) => this.#transport.complete(request, signal))
      .catch((cause: unknown) => {
        spent(undefined, '');
        throw this.#unavailable(cause);
      });
    spent(usage, content);
    if (refused) throw new DocketError('llm.refused', `${this.#transport.producer.name} refused to answer`);
    return content;
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
