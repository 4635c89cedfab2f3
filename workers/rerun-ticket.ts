import { decideTriage, textOf } from '../activities/decide-triage.ts';
import type { FoundEntities } from '../activities/find-entities.ts';
import type { TicketOutcome } from '../activities/stored-outcome.ts';
import { openEntitySpecialist, TICKET_ENTITIES } from '../models/ticket-entities.ts';
import { openTicketSpecialist } from '../models/ticket-specialist.ts';
import { DocketError } from '../schemas/errors.ts';
import type { Producer } from '../schemas/evidence.ts';
import type { Entity, TicketInput } from '../schemas/ticket.ts';
import { type ComparedValue, compareNumber, compareText } from './compare-values.ts';
import { assertSameWeights, type Rerun, type RerunParts } from './recorded-models.ts';

/** Labels the ticket again with the recorded version and compares what a person or a larger model left untouched. */
export async function rerunTicket(
  { registry, sessions }: RerunParts,
  ticket: TicketInput,
  { result, decision }: TicketOutcome,
): Promise<Omit<Rerun, 'caseId'>> {
  const [recorded] = decision.models;
  if (!recorded) throw new DocketError('model.unknown', 'The decision names no specialist');
  assertSameWeights(registry, recorded);
  const specialist = await openTicketSpecialist(registry, sessions, ticket.desk, recorded.version);
  const [triage] = await specialist.triage([textOf(ticket)]);
  if (!triage) throw new DocketError('model.failed', `${recorded.name} gave no answer`);
  const found = await findAgain({ registry, sessions }, ticket, decision.models);
  const { alarm = false, ...chosen } = decision.policy ?? { automation: 'confident' };
  const policy = { ...chosen, alarmAt: alarm ? 'recorded' : null, looked: 0, errors: 0 };
  const now = decideTriage(decision.build, specialist, ticket, triage, found, policy).result;

  const taken = decision.escalations.filter(({ outcome }) => outcome !== 'skipped');
  const settled = new Map(taken.flatMap(({ step, fields }) => fields.map((field) => [field, step])));
  const byPerson = settled.get('intent') === 'human';
  const compared: (ComparedValue & { leftOut: boolean })[] = [
    { ...compareText('intent', result.intent.label, now.intent.label), leftOut: byPerson },
    { ...compareText('topic', result.topic, now.topic), leftOut: byPerson },
    {
      ...compareNumber('intent.confidence', result.intent.confidence, now.intent.confidence),
      leftOut: settled.has('intent'),
    },
    { ...compareText('outOfScope', String(result.outOfScope), String(now.outOfScope)), leftOut: false },
    { ...compareNumber('oosScore', result.oosScore, now.oosScore), leftOut: false },
    { ...compareText('language', result.language, now.language), leftOut: false },
    {
      ...compareText('priority', result.priority.level, now.priority.level),
      leftOut: result.priority.source === 'human',
    },
    { ...compareText('entities', placesOf(result.entities), placesOf(now.entities)), leftOut: false },
  ];
  return {
    models: decision.models,
    values: compared.filter(({ leftOut }) => !leftOut).map(({ leftOut: _, ...value }) => value),
    leftOut: compared.filter(({ leftOut }) => leftOut).map(({ path }) => path),
  };
}

/** Finds entities with the recorded version; a case that was decided without such a specialist is run without. */
async function findAgain(
  { registry, sessions }: Pick<RerunParts, 'registry' | 'sessions'>,
  ticket: TicketInput,
  models: readonly Producer[],
): Promise<FoundEntities> {
  const recorded = models.find(({ name }) => name === TICKET_ENTITIES);
  if (!recorded) return null;
  assertSameWeights(registry, recorded);
  const specialist = await openEntitySpecialist(registry, sessions, recorded.version);
  const [entities = []] = await specialist.find([ticket.text]);
  return { entities, by: recorded };
}

/** Confidences of another CPU differ in their last digits: what was found and where is compared. */
function placesOf(entities: readonly Entity[]): string {
  return JSON.stringify(entities.map(({ kind, value, start, end, source }) => ({ kind, value, start, end, source })));
}
