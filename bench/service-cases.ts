import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';
import { type CaseSummary, caseSummary, settledStates } from '../schemas/case.ts';
import type { ServiceFile } from '../schemas/service-file.ts';

const POLL_MS = 20;
/** A machine that the bench overloads answers 503 for a moment, as to any client: it is asked again. */
const BUSY_TRIES = 50;
const BUSY_MS = 200;

/** Posts to a running service and reads back when its cases settled, by the service's own clock. */
export class ServiceCases {
  readonly #service: ServiceFile;

  constructor(service: ServiceFile) {
    this.#service = service;
  }

  async post<T>(path: string, type: string, body: BodyInit, answer: z.ZodType<T>, fileName?: string): Promise<T> {
    const headers = { 'content-type': type, ...(fileName ? { 'x-file-name': fileName } : {}) };
    const response = await this.#fetch(path, { method: 'POST', headers, body });
    return answer.parse(await response.json());
  }

  /** The case once it is accepted, rejected or waits for a person. */
  async settled(id: string): Promise<CaseSummary> {
    for (;;) {
      const response = await this.#fetch(`/v1/cases/${id}`);
      const found = caseSummary.parse(await response.json());
      if (settledStates.includes(found.state)) return found;
      await sleep(POLL_MS);
    }
  }

  async #fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { ...init.headers, authorization: `Bearer ${this.#service.key}` };
    const ask = () => fetch(new URL(path, this.#service.url), { ...init, headers });
    let response = await ask();
    for (let tries = 1; response.status === 503 && tries < BUSY_TRIES; tries++) {
      await sleep(BUSY_MS);
      response = await ask();
    }
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return response;
  }
}

/** Milliseconds from the arrival of the first case to the settling of the last. */
export function spanOf(cases: readonly CaseSummary[]): number {
  const arrived = Math.min(...cases.map((one) => Date.parse(one.createdAt)));
  return Math.max(...cases.map((one) => Date.parse(one.updatedAt))) - arrived;
}
