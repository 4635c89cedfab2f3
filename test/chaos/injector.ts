import { setTimeout as sleep } from 'node:timers/promises';
import type { ProcessName, Stack } from '../../bench/load/stack.ts';
import type { WebhookReceiver } from '../../bench/load/webhook-receiver.ts';
import type { Fault } from './plan.ts';
import { detailOf } from './points.ts';
import type { Proxies } from './proxies.ts';

/** What became of a fault. Times in milliseconds since the epoch. */
export interface Injected {
  fault: Fault;
  /** Null where nothing was killed. */
  victim: ProcessName | null;
  /** When it happened; null for a point that was not reached. */
  at: number | null;
  /** When the process was ready again. */
  backAt: number | null;
}

/** A point that nothing comes by for so long is left for later. */
const REACH_MS = 60_000;
/** A process that is not ready again by then never will be. */
const BACK_MS = 180_000;
const POLL_MS = 100;

/** Carries out one fault after the other and waits until what died is back. */
export class Injector {
  readonly log: Injected[] = [];
  readonly #parts: { stack: Stack; proxies: Proxies; receiver: WebhookReceiver };

  constructor(parts: { stack: Stack; proxies: Proxies; receiver: WebhookReceiver }) {
    this.#parts = parts;
  }

  async inject(fault: Fault, signal: AbortSignal): Promise<Injected> {
    await sleep(fault.pauseMs, undefined, { signal }).catch(() => {});
    const done = await this.#carryOut(fault, signal);
    this.log.push(done);
    return done;
  }

  async #carryOut(fault: Fault, signal: AbortSignal): Promise<Injected> {
    if (fault.kind === 'receiver') return this.#restartReceiver(fault, fault.downMs);
    if (fault.kind === 'random') return this.#untilBack(fault, await this.#killWhenUp(fault.victim, signal));
    const { client, engine, what, moment, victim } = detailOf(fault.point);
    const traps = this.#parts.proxies.between(client, engine);
    const hit: Hit = { victim, at: null, back: null };
    let left = fault.nth;
    traps.arm({
      moment,
      matches(seen) {
        if (what.test(seen)) left -= 1;
        return left <= 0;
      },
      spring: () => {
        hit.at = Date.now();
        hit.back = victim === null ? null : (this.#parts.stack.kill(victim)?.back ?? null);
      },
    });
    for (const end = Date.now() + REACH_MS; hit.at === null && Date.now() < end && !signal.aborted; ) {
      await sleep(POLL_MS);
    }
    traps.disarm();
    return this.#untilBack(fault, hit);
  }

  async #restartReceiver(fault: Fault, downMs: number): Promise<Injected> {
    const at = Date.now();
    await this.#parts.receiver.down();
    await sleep(downMs);
    await this.#parts.receiver.up();
    return { fault, victim: null, at, backAt: Date.now() };
  }

  /** What is just coming up is left to come up. */
  async #killWhenUp(victim: ProcessName, signal: AbortSignal): Promise<Hit> {
    for (const end = Date.now() + BACK_MS; Date.now() < end && !signal.aborted; ) {
      const killed = this.#parts.stack.kill(victim);
      if (killed !== null) return { victim, at: Date.now(), back: killed.back };
      await sleep(POLL_MS);
    }
    return { victim, at: null, back: null };
  }

  async #untilBack(fault: Fault, { victim, at, back }: Hit): Promise<Injected> {
    if (back === null) return { fault, victim, at, backAt: at };
    const came = await Promise.race([back.then(() => true), sleep(BACK_MS, false)]);
    if (!came) throw new Error(`${victim} was killed and is not ready again after ${BACK_MS / 1000} s`);
    return { fault, victim, at, backAt: Date.now() };
  }
}

interface Hit {
  victim: ProcessName | null;
  at: number | null;
  back: Promise<void> | null;
}
