import { availableParallelism } from 'node:os';
import { z } from 'zod';
import { openInstalledEntities } from '../../models/ticket-entities.ts';
import { caseSummary } from '../../schemas/case.ts';
import { caseWorkflowId } from '../../schemas/workflow-names.ts';
import { atMostAtOnce, costOver, leastTime, ratioOf, sideBySide, timed } from '../measure.ts';
import { DESK } from '../models.ts';
import type { BenchContext } from '../part.ts';
import type { Section } from '../report.ts';
import { tickets } from '../samples.ts';
import { CpuMeter, TOGETHER } from './cpu-meter.ts';
import type { Stage } from './stage.ts';

const SINGLE_ROUNDS = 40;
const LOAD_ROUNDS = 5;
/** Enough that a bare engine is at its limit. */
const BARE_AT_ONCE = 50;
const BARE = { full: 200, quick: 20 };
const TICKETS_AT_ONCE = 16;
const SINGLY = { full: 64, quick: 8 };
const BULK = { full: 2000, quick: 200 };
/** Passes without a person, so that its workflow ends. */
const SURE_TICKET = 'how do I reset my passcode';

const bulkAnswer = z.object({ accepted: z.number().int(), refused: z.literal(0) });

async function send({ cases }: Stage, text: string): Promise<string> {
  const ticket = JSON.stringify({ desk: DESK, text });
  return (await cases.post('/v1/tickets', 'application/json', ticket, caseSummary)).id;
}

/** One at a time: from the request until Temporal says that the workflow has ended. */
export async function singleTickets({ models, rounds }: BenchContext, stage: Stage): Promise<Section> {
  const { cases, bare, temporal } = stage;
  const first = await cases.settled(await send(stage, SURE_TICKET));
  if (first.state !== 'accepted')
    throw new Error(`"${SURE_TICKET}" ended ${first.state}; the bench needs a sure ticket`);
  const specialist = await models.desk();
  const contenders = {
    'inference alone': () => timed(1, () => specialist.triage([SURE_TICKET])),
    'bare workflow': () => timed(1, () => bare.run('bareWorkflow')),
    'bare, a local activity': () => timed(1, () => bare.run('bareLocalActivityWorkflow')),
    'bare, a local activity, update-with-start': () => timed(1, () => bare.runWithUpdate()),
    'bare, an ordinary activity': () => timed(1, () => bare.run('bareActivityWorkflow')),
    'service, arrival to decision': () =>
      timed(1, async () => await temporal.workflow.getHandle(caseWorkflowId(await send(stage, SURE_TICKET))).result()),
  };
  const figures = await sideBySide(contenders, rounds(SINGLE_ROUNDS));
  const over = (above: keyof typeof contenders, below: keyof typeof contenders, goal?: number) =>
    costOver(figures[above], figures[below], goal);
  return {
    title: `One ticket after the other: ${DESK}`,
    unit: 'a ticket',
    limit: 'bare workflow',
    figures,
    ratios: {
      single_ticket_over_bare_workflow: over('service, arrival to decision', 'bare workflow', 2),
      single_ticket_over_bare_local_activity: over('service, arrival to decision', 'bare, a local activity'),
      bare_local_activity_over_bare_workflow: over('bare, a local activity', 'bare workflow'),
      bare_activity_over_bare_workflow: over('bare, an ordinary activity', 'bare workflow'),
      update_with_start_over_start: over('bare, a local activity, update-with-start', 'bare, a local activity'),
      durable_over_inference_ticket: over('service, arrival to decision', 'inference alone'),
    },
    notes: ['A bare workflow and a ticket both end when the client is told that the workflow has ended.'],
  };
}

/** Many at once and in bulk, beside workflows that do nothing, with the CPU time of each process. */
export async function manyTickets(context: BenchContext, stage: Stage): Promise<Section[]> {
  const { models, quick, rounds } = context;
  const { cases, bare } = stage;
  const size = ({ full, quick: few }: { full: number; quick: number }) => (quick ? few : full);
  const [bareCount, singly, bulk] = [size(BARE), size(SINGLY), size(BULK)];
  const specialist = await models.desk();
  const entities = await openInstalledEntities(models.registry, models.sessions);
  const meter = new CpuMeter();
  const many = (name: string, count: number, work: () => Promise<unknown>) => [
    name,
    meter.metered(name, count, () => timed(count, work)),
  ];
  const bareLoad = (workflow: Parameters<typeof bare.run>[0]) => () =>
    atMostAtOnce(bareCount, BARE_AT_ONCE, () => bare.run(workflow));
  const names = {
    inference: `inference alone, ${bulk} tickets`,
    both: `inference and entities alone, ${bulk} tickets`,
    bare: `bare workflows, ${BARE_AT_ONCE} at once`,
    bareLocal: `bare, a local activity, ${BARE_AT_ONCE} at once`,
    bareActivity: `bare, an ordinary activity, ${BARE_AT_ONCE} at once`,
    singly: `service, tickets, ${TICKETS_AT_ONCE} at once`,
    bulk: `service, ${bulk} tickets in bulk`,
  };
  const texts = tickets(bulk);
  const rows = texts.map((text) => JSON.stringify({ desk: DESK, text })).join('\n');
  const contenders = Object.fromEntries([
    many(names.inference, bulk, () => specialist.triage(texts)),
    many(names.both, bulk, async () => [await specialist.triage(texts), await entities?.find(texts)]),
    many(names.bare, bareCount, bareLoad('bareWorkflow')),
    many(names.bareLocal, bareCount, bareLoad('bareLocalActivityWorkflow')),
    many(names.bareActivity, bareCount, bareLoad('bareActivityWorkflow')),
    many(names.singly, singly, async () => {
      await atMostAtOnce(singly, TICKETS_AT_ONCE, (index) => send(stage, texts[index % texts.length] ?? ''));
      await cases.allSettled();
    }),
    many(names.bulk, bulk, async () => {
      await cases.post('/v1/tickets/bulk', 'application/x-ndjson', rows, bulkAnswer);
      await cases.allSettled();
    }),
  ]);
  const figures = await sideBySide(contenders, rounds(LOAD_ROUNDS));
  const ended = await cases.states(200);
  const cpu = (name: string) => meter.figures(name)[TOGETHER];
  const inference = meter.figures(names.bulk)['inference worker'];
  const section: Section = {
    title: `Tickets in numbers: ${DESK}`,
    unit: 'a ticket',
    limit: names.inference,
    figures,
    ratios: {
      bulk_tickets_over_bare_workflows: ratioOf(figures[names.bare], figures[names.bulk], {
        better: 'higher',
        goal: 10,
      }),
      ...(inference
        ? {
            most_bulk_tickets_over_bare_workflows: ratioOf(
              figures[names.bare],
              leastTime([inference], availableParallelism()),
              { better: 'higher' },
            ),
          }
        : {}),
      tickets_at_once_over_bare_workflows: ratioOf(figures[names.bare], figures[names.singly], { better: 'higher' }),
      durable_over_inference_concurrent: costOver(figures[names.singly], figures[names.inference]),
      durable_over_inference_bulk: costOver(figures[names.bulk], figures[names.inference]),
      ...(cpu(names.both) ? { bulk_cpu_over_inference_cpu: costOver(cpu(names.bulk), cpu(names.both), 2) } : {}),
    },
    notes: [
      `Of the last 200 tickets ${JSON.stringify(ended)}: those in review wait for a person with the others of their batch.`,
      'A goal of 2 for the CPU of a bulk ticket over that of its inference: orchestration costs no more than inference.',
      'The most that could be reached over bare workflows: were the inference worker all that works, on every core without a pause.',
      'The service runs on this machine beside the bench and shares its cores.',
    ],
  };
  const shown: [string, string][] = [
    [names.bare, 'Where the time of a bare workflow goes'],
    [names.singly, 'Where the time of a single ticket goes'],
    [names.bulk, 'Where the time of a ticket in bulk goes'],
  ];
  return [section, ...shown.map(([name, title]) => meter.section(name, `${title}: ${name}`, 'an item'))];
}
