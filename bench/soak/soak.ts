import { setTimeout as sleep } from 'node:timers/promises';
import type { Progress } from '../../deploy/local/progress.ts';
import { seededRandom } from '../../models/desk-training/seeded-random.ts';
import { closeDatabase, openDatabase } from '../../store/database.ts';
import { judge } from '../load/checks.ts';
import { Clients } from '../load/clients.ts';
import { collectEvidence, type Witnesses } from '../load/collect.ts';
import { keepInFlight } from '../load/keep-in-flight.ts';
import { type LoadRequest, MIX, requestMaker } from '../load/requests.ts';
import { Reviewer } from '../load/reviewer.ts';
import { settle, settledCount } from '../load/settle.ts';
import { Stack } from '../load/stack.ts';
import { subscribe } from '../load/subscribe.ts';
import { WebhookReceiver } from '../load/webhook-receiver.ts';
import type { Line, SoakHead } from './record.ts';
import { Sampler } from './sample.ts';

export interface SoakSettings {
  dataDir: string;
  command: string;
  machine: string;
  minutes: number;
  /** Share of the capacity that is offered. */
  share: number;
  seed: number;
  /** Settled cases a second; null: it is measured first. */
  capacity: number | null;
  /** Ends the load early; the rest goes on as after the full time. */
  stopping: AbortSignal;
  progress: Progress;
}

const SAMPLE_MS = 5000;
/** A closed loop before the soak: cases in flight, its length, and how much of its beginning does not count. */
const CLOSED_LOOP = { inFlight: 48, seconds: 180, warmUpSeconds: 60 };
const SETTLE_MS = 20 * 60_000;
const SAY_EVERY_SAMPLES = 12;
const DRAWN = 2000;

type Next = () => Promise<LoadRequest>;

/** Brings up the service, measures what it can do, offers a share of that and tells of it line by line. */
export async function soak(settings: SoakSettings, add: (line: Line) => void): Promise<void> {
  const { dataDir, seed, progress, stopping, minutes, share } = settings;
  const random = seededRandom(seed);
  const receiver = await WebhookReceiver.start({ share: 0, most: 0, random });
  const stack = await Stack.start({ dataDir, progress, env: { DOCKET_WEBHOOK_ALLOW_PRIVATE: 'true' } });
  const db = await openDatabase(stack.engines.DATABASE_URL);
  const all = new AbortController();
  try {
    await subscribe(stack.service, receiver);
    const clients = new Clients(stack.service, random, { impatient: 0, repeated: 0 });
    const reviewer = new Reviewer(stack.service, db, 1);
    const witnesses = { stack, db, clients, reviewer, receiver };
    const reviewing = reviewer.work(all.signal);
    const next = requestMaker(`s${seed}`, random);
    const capacity = await capacityOf(settings, witnesses, next, all.signal);
    const offered = capacity.casesPerSecond * share;
    progress.say('soak', `offers ${offered.toFixed(2)} cases a second for ${minutes} minutes`);
    add({ kind: 'head', command: settings.command, machine: settings.machine, mix: MIX, capacity, offered });

    const full = AbortSignal.any([stopping, AbortSignal.timeout(minutes * 60_000)]);
    const sampling = takeSamples(witnesses, settings, add, all.signal);
    const perRequest = await casesARequest(seed);
    const requests = await openLoop({ clients, next, random, perSecond: offered / perRequest }, full, all.signal);
    const since = Date.now();
    const left = await settle(witnesses, SETTLE_MS, progress);
    all.abort();
    await Promise.all([sampling, reviewing]);
    const evidence = await collectEvidence(witnesses);
    add({
      kind: 'end',
      verdicts: judge(evidence),
      requests,
      cases: evidence.cases.length,
      decisions: evidence.decisions.length,
      events: evidence.outbox.length,
      settledInSeconds: (Date.now() - since) / 1000,
      left,
    });
  } finally {
    all.abort();
    await closeDatabase(db);
    await stack.stop();
    await receiver.down();
  }
}

/** Cases that a request of the mix makes on average. */
async function casesARequest(seed: number): Promise<number> {
  const draw = requestMaker('drawn', seededRandom(seed), { ...MIX, image: 0 });
  let cases = 0;
  for (let index = 0; index < DRAWN; index += 1) cases += (await draw()).cases;
  return cases / DRAWN;
}

async function capacityOf(
  { capacity, progress, stopping }: SoakSettings,
  { db, clients }: Witnesses,
  next: Next,
  all: AbortSignal,
): Promise<SoakHead['capacity']> {
  const { inFlight, seconds, warmUpSeconds } = CLOSED_LOOP;
  if (capacity !== null) return { casesPerSecond: capacity, seconds: 0, inFlight: 0, given: true };
  progress.say('soak', `measures what the service can do: ${inFlight} cases in flight for ${seconds} s`);
  const load = new AbortController();
  const flight = keepInFlight({ db, clients, next }, inFlight, { load: AbortSignal.any([load.signal, stopping]), all });
  await sleep(warmUpSeconds * 1000);
  const [before, since] = [await settledCount(db), Date.now()];
  await sleep((seconds - warmUpSeconds) * 1000);
  const casesPerSecond = ((await settledCount(db)) - before) / ((Date.now() - since) / 1000);
  load.abort();
  await flight.ended;
  progress.say('soak', `${casesPerSecond.toFixed(2)} cases a second`);
  return { casesPerSecond, seconds: seconds - warmUpSeconds, inFlight, given: false };
}

/** Sends requests at random instants, so many a second on average, whatever becomes of those before. @returns how many */
async function openLoop(
  { clients, next, random, perSecond }: { clients: Clients; next: Next; random: () => number; perSecond: number },
  until: AbortSignal,
  all: AbortSignal,
): Promise<number> {
  const underWay: Promise<boolean>[] = [];
  let due = Date.now();
  while (!until.aborted) {
    due += (-Math.log(1 - random()) / perSecond) * 1000;
    await sleep(Math.max(0, due - Date.now()), undefined, { signal: until }).catch(() => {});
    if (until.aborted) break;
    underWay.push(clients.send(await next(), all));
  }
  await Promise.all(underWay);
  return underWay.length;
}

async function takeSamples(
  { stack, db }: Witnesses,
  { progress }: SoakSettings,
  add: (line: Line) => void,
  until: AbortSignal,
): Promise<void> {
  const sampler = new Sampler(stack, db);
  for (let count = 0; !until.aborted; count += 1) {
    const due = Date.now() + SAMPLE_MS;
    try {
      const taken = await sampler.take();
      add({ kind: 'sample', ...taken });
      const waiting = Object.entries(taken.underWay).map(([what, number]) => `${number} ${what}`);
      if (count % SAY_EVERY_SAMPLES === 0) {
        progress.say('soak', `${taken.settled} settled; under way: ${waiting.join(', ') || 'nothing'}`);
      }
    } catch (error) {
      progress.say('soak', `a sample is missing: ${error instanceof Error ? error.message : String(error)}`);
    }
    await sleep(Math.max(0, due - Date.now()), undefined, { signal: until }).catch(() => {});
  }
  sampler.close();
}
