import { setTimeout as sleep } from 'node:timers/promises';
import { judge, type Verdict } from '../../bench/load/checks.ts';
import { Clients } from '../../bench/load/clients.ts';
import { collectEvidence, type Witnesses } from '../../bench/load/collect.ts';
import type { Evidence } from '../../bench/load/evidence.ts';
import { keepInFlight } from '../../bench/load/keep-in-flight.ts';
import { type Mix, requestMaker } from '../../bench/load/requests.ts';
import { Reviewer } from '../../bench/load/reviewer.ts';
import { settle } from '../../bench/load/settle.ts';
import { Stack } from '../../bench/load/stack.ts';
import { subscribe } from '../../bench/load/subscribe.ts';
import { WebhookReceiver } from '../../bench/load/webhook-receiver.ts';
import type { Progress } from '../../deploy/local/progress.ts';
import { seededRandom } from '../../models/desk-training/seeded-random.ts';
import { closeDatabase, openDatabase } from '../../store/database.ts';
import { outcomes } from '../../store/tables.ts';
import { type Injected, Injector } from './injector.ts';
import type { Fault } from './plan.ts';
import { Proxies } from './proxies.ts';

export interface ChaosSettings {
  dataDir: string;
  seed: number;
  /** Cases that are kept in flight while faults go on. */
  inFlight: number;
  mix: Mix;
  /** Carried out one after the other until they end or `until` says so. */
  faults: Iterable<Fault>;
  until(log: readonly Injected[]): boolean;
  /** Times that one event goes wrong at its receiver at most. */
  receiverFailures: number;
  /** How long what was accepted may take to end once faults have. */
  settleMs: number;
  progress: Progress;
}

export interface ChaosResult {
  log: readonly Injected[];
  evidence: Evidence;
  verdicts: Verdict[];
  /** What was still under way when the time to settle was over. */
  left: Record<string, number>;
  /** Instants of decisions, in milliseconds since the epoch, in order. */
  decidedAt: number[];
  settledInMs: number;
  /** Most cases that were in flight at once. */
  mostInFlight: number;
}

const MANNERS = { impatient: 0.05, repeated: 0.1 };
const RECEIVER_FAULTS = 0.1;
/** Share of the cases in review that a person decides; the others wait on, each with its workflow. */
const DECIDED = 0.5;

/** Runs the service under load while its processes die. `look` sees the running service before it is stopped. */
export async function runChaos(
  settings: ChaosSettings,
  look: (witnesses: Witnesses) => Promise<void> = async () => {},
): Promise<ChaosResult> {
  const { dataDir, seed, progress } = settings;
  const proxies = new Proxies();
  const faults = { share: RECEIVER_FAULTS, most: settings.receiverFailures, random: seededRandom(seed + 1) };
  const receiver = await WebhookReceiver.start(faults);
  const stack = await Stack.start({
    dataDir,
    progress,
    env: { DOCKET_WEBHOOK_ALLOW_PRIVATE: 'true' },
    ways: (service, engines) => proxies.ways(service, engines),
  });
  const db = await openDatabase(stack.engines.DATABASE_URL);
  try {
    await subscribe(stack.service, receiver);
    const clients = new Clients(stack.service, seededRandom(seed + 2), MANNERS);
    const witnesses: Witnesses = { stack, db, clients, reviewer: new Reviewer(stack.service, db, DECIDED), receiver };
    const injector = new Injector({ stack, proxies, receiver });
    const run = await underLoad(settings, witnesses, injector);
    const evidence = await collectEvidence(witnesses);
    const result = {
      ...run,
      log: injector.log,
      evidence,
      verdicts: judge(evidence),
      decidedAt: await decisions(witnesses),
    };
    await look(witnesses);
    return result;
  } finally {
    await closeDatabase(db);
    await stack.stop();
    await Promise.all([proxies.close(), receiver.down()]);
  }
}

async function underLoad(
  { seed, inFlight, mix, faults, until, settleMs, progress }: ChaosSettings,
  { stack, db, clients, reviewer }: Witnesses,
  injector: Injector,
): Promise<Pick<ChaosResult, 'left' | 'settledInMs' | 'mostInFlight'>> {
  const [load, all] = [new AbortController(), new AbortController()];
  const next = requestMaker(`c${seed}`, seededRandom(seed + 3), mix);
  const flight = keepInFlight({ db, clients, next }, inFlight, { load: load.signal, all: all.signal });
  const reviewing = reviewer.work(all.signal);
  try {
    for (const fault of faults) {
      await injector.inject(fault, load.signal);
      if (until(injector.log)) break;
    }
    load.abort();
    progress.say('chaos', 'no more faults; waiting until all is quiet');
    const since = Date.now();
    const answered = await Promise.race([
      flight.ended.then(() => true),
      sleep(settleMs, false, { signal: all.signal }),
    ]);
    progress.say('chaos', answered ? 'every request is answered' : 'requests are left without an answer');
    const left = await settle({ db, stack, reviewer }, settleMs - (Date.now() - since), progress);
    const settledInMs = Date.now() - since;
    return { left: answered ? left : { ...left, requests: 1 }, settledInMs, mostInFlight: flight.most() };
  } finally {
    load.abort();
    all.abort();
    await Promise.all([flight.ended, reviewing]);
  }
}

async function decisions({ db }: Witnesses): Promise<number[]> {
  const rows = await db.select({ createdAt: outcomes.createdAt }).from(outcomes);
  return rows.map(({ createdAt }) => createdAt.getTime()).toSorted((a, b) => a - b);
}
