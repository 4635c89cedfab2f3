import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { type CaseState, type CaseSummary, caseSummary, settledStates } from '../../schemas/case.ts';
import type { ServiceFile } from '../../schemas/service-file.ts';

const POLL_MS = 20;
/** A load is some seconds long: asking more often would show in the CPU time of the API. */
const LOAD_POLL_MS = 150;
/** A machine that the bench overloads answers 503 for a moment, as to any client: it is asked again. */
const BUSY_TRIES = 50;
const BUSY_MS = 200;
const MOVING: readonly CaseState[] = ['received', 'processing'];
const caseRuns = z.object({ items: z.array(z.object({ workflowId: z.string() })) });
const casePage = z.object({ items: z.array(caseSummary) });

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

  /** Until no case is under way any more; for a service that has no others. */
  async allSettled(): Promise<void> {
    for (const state of MOVING) {
      while ((await this.#list(`state=${state}&limit=1`)).length > 0) await sleep(LOAD_POLL_MS);
    }
  }

  /** How many of the newest cases ended in each state. */
  async states(count: number): Promise<Partial<Record<CaseState, number>>> {
    const newest = await this.#list(`limit=${count}`);
    const byState = Map.groupBy(newest, ({ state }) => state);
    return Object.fromEntries([...byState].map(([state, found]) => [state, found.length]));
  }

  /** The workflows that had to do with these cases, each once. */
  async workflowsOf(ids: readonly string[]): Promise<string[]> {
    const found = new Set<string>();
    for (const id of ids) {
      const response = await this.#fetch(`/v1/cases/${id}/history`);
      for (const { workflowId } of caseRuns.parse(await response.json()).items) found.add(workflowId);
    }
    return [...found];
  }

  async #list(query: string): Promise<CaseSummary[]> {
    const response = await this.#fetch(`/v1/cases?${query}`);
    return casePage.parse(await response.json()).items;
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
