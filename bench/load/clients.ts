import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { LoadRequest, RequestKind } from './requests.ts';

/** What one request came to, as its sender knows it. */
export interface SentRequest {
  key: string;
  kind: RequestKind;
  cases: number;
  /** The ids of every 2xx answer, in order of arrival; the later ones are repetitions under the same key. */
  answers: string[][];
  /** An answer that no sender would try again after. */
  refused: string | null;
  /** Milliseconds since the epoch. */
  sentAt: number;
}

export interface Manners {
  /** Share of requests whose sender gives up the first try after a moment and sends it again. */
  impatient: number;
  /** Share of requests that are sent again although they were answered. */
  repeated: number;
}

const withIds = z.union([
  z.object({ items: z.array(z.object({ id: z.string() })).min(1) }).transform(({ items }) => items.map(({ id }) => id)),
  z.object({ id: z.string() }).transform(({ id }) => [id]),
]);

const ANSWER_MS = 30_000;
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 2000;
const IMPATIENT_MS = 60;
/** The first request under the same key is still under way, or just undone. */
const CONFLICT = 409;
const TOO_MANY = 429;

type Answer = { kind: 'answered'; ids: string[] } | { kind: 'again' } | { kind: 'refused'; why: string };

/** Sends requests under idempotency keys, each until it is answered, as a careful client does. */
export class Clients {
  readonly sent: SentRequest[] = [];
  readonly #service: { url: string; key: string };
  readonly #random: () => number;
  readonly #manners: Manners;

  constructor(service: { url: string; key: string }, random: () => number, manners: Manners) {
    this.#service = service;
    this.#random = random;
    this.#manners = manners;
  }

  /** @returns false where `signal` ended it before there was an answer */
  async send(request: LoadRequest, signal: AbortSignal): Promise<boolean> {
    const { key, kind, cases } = request;
    const record: SentRequest = { key, kind, cases, answers: [], refused: null, sentAt: Date.now() };
    this.sent.push(record);
    if (this.#random() < this.#manners.impatient) {
      await this.#ask(request, AbortSignal.timeout(Math.ceil(this.#random() * IMPATIENT_MS))).then(
        (answer) => note(record, answer),
        () => undefined,
      );
    }
    const times = this.#random() < this.#manners.repeated ? 2 : 1;
    for (let time = 0; time < times; time += 1) {
      if (!(await this.#untilAnswered(request, record, signal))) return false;
    }
    return true;
  }

  async #untilAnswered(request: LoadRequest, record: SentRequest, signal: AbortSignal): Promise<boolean> {
    for (let pause = FIRST_PAUSE_MS; !signal.aborted; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
      const answer = await this.#ask(request, AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)])).catch(
        (): Answer => ({ kind: 'again' }),
      );
      if (note(record, answer)) return true;
      await sleep(pause * (0.5 + this.#random()));
    }
    return false;
  }

  async #ask({ path, headers, body, key }: LoadRequest, signal: AbortSignal): Promise<Answer> {
    const response = await fetch(new URL(path, this.#service.url), {
      method: 'POST',
      headers: { ...headers, authorization: `Bearer ${this.#service.key}`, 'idempotency-key': key },
      body,
      signal,
    });
    const text = await response.text();
    if (response.ok) return { kind: 'answered', ids: withIds.parse(JSON.parse(text)) };
    const again = response.status >= 500 || response.status === CONFLICT || response.status === TOO_MANY;
    return again ? { kind: 'again' } : { kind: 'refused', why: `${response.status}: ${text}` };
  }
}

/** @returns whether that was the end of the request */
function note(record: SentRequest, answer: Answer): boolean {
  if (answer.kind === 'again') return false;
  if (answer.kind === 'answered') record.answers.push(answer.ids);
  else record.refused ??= answer.why;
  return true;
}
