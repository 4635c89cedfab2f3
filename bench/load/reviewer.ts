import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { eq } from 'drizzle-orm';
import type { Database } from '../../store/database.ts';
import { cases } from '../../store/tables.ts';

export interface Decision {
  caseId: string;
  /** How often the service said that it is on record. */
  answers: number;
  refused: string | null;
}

/** Decisions that are made at once. */
const PEOPLE = 8;
const PAUSE_MS = 500;
const ANSWER_MS = 30_000;
/** Every second decision is sent once more after it was answered. */
const REPEATED = 2;

/** People who decide some of the cases that wait. Each decision has one id and is sent until it is answered. */
export class Reviewer {
  readonly decisions = new Map<string, Decision>();
  readonly #service: { url: string; key: string };
  readonly #db: Database;
  readonly #share: number;

  /** @param share of the cases that wait; the others go on waiting */
  constructor(service: { url: string; key: string }, db: Database, share: number) {
    this.#service = service;
    this.#db = db;
    this.#share = share;
  }

  async work(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const waiting = (await this.#waiting().catch(() => [])).values();
      const person = async () => {
        for (const caseId of waiting) if (!signal.aborted) await this.#decide(caseId, signal);
      };
      await Promise.all(Array.from({ length: PEOPLE }, person));
      await sleep(PAUSE_MS, undefined, { signal }).catch(() => {});
    }
  }

  /** How many decisions are still to be made or answered. */
  async left(): Promise<number> {
    const unanswered = [...this.decisions.values()].filter(({ answers, refused }) => answers === 0 && refused === null);
    return unanswered.length + (await this.#waiting()).length;
  }

  async #waiting(): Promise<string[]> {
    const rows = await this.#db.select({ id: cases.id }).from(cases).where(eq(cases.state, 'review'));
    return rows.map(({ id }) => id).filter((id) => this.#isDecided(id) && !this.decisions.has(id));
  }

  /** By its id: the same answer whenever a case is asked about. */
  #isDecided(caseId: string): boolean {
    return createHash('sha256').update(caseId).digest().readUInt32BE(0) / 2 ** 32 < this.#share;
  }

  async #decide(caseId: string, signal: AbortSignal): Promise<void> {
    const decision: Decision = { caseId, answers: 0, refused: null };
    this.decisions.set(caseId, decision);
    const times = this.decisions.size % REPEATED === 0 ? 2 : 1;
    while (decision.answers < times && decision.refused === null && !signal.aborted) {
      const answer = await this.#ask(caseId).catch(() => null);
      if (answer?.ok) decision.answers += 1;
      else if (answer !== null && answer.status < 500) decision.refused = `${answer.status}: ${answer.text}`;
      else await sleep(PAUSE_MS);
    }
  }

  async #ask(caseId: string): Promise<{ ok: boolean; status: number; text: string }> {
    const response = await fetch(new URL(`/v1/cases/${caseId}/review`, this.#service.url), {
      method: 'POST',
      headers: { authorization: `Bearer ${this.#service.key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ action: 'reject', id: `decision-${caseId}`, reviewer: 'tester', reason: 'load' }),
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    return { ok: response.ok, status: response.status, text: await response.text() };
  }
}
