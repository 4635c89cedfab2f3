import { DECIDED, type TicketRequest, type TriageAnswer } from '../schemas/activities.ts';
import { DocketError } from '../schemas/errors.ts';
import type { TicketInput } from '../schemas/ticket.ts';
import { putJson } from '../store/blobs/json.ts';
import { recordOutcome } from '../store/outcomes.ts';
import { policyOf } from '../store/policies.ts';
import { drawSecondLooks } from '../store/second-looks.ts';
import { beginRun } from './begin-run.ts';
import { decideTriage, textOf } from './decide-triage.ts';
import { type ActivityDependencies, WORKER_ACTOR } from './dependencies.ts';
import { findTicketEntities } from './find-entities.ts';

/**
 * One ticket, labelled in this process: the queue would cost more than the inference. One that needs nobody is put on record
 * here, where its outcome is at hand. Returns the `Outcome` blob.
 */
export const triage =
  ({ db, blobs, models, build }: ActivityDependencies) =>
  async ({ caseId, ticket }: TicketRequest): Promise<TriageAnswer> => {
    const deciding = Promise.allSettled([decide({ db, models, build }, ticket)]);
    await beginRun(db, caseId);
    const [decided] = await deciding;
    if (decided.status === 'rejected') throw decided.reason;
    const { outcome, policy } = decided.value;
    const { status } = outcome.result;
    if (status === 'review') return { status, outcome: await putJson(blobs, outcome) };
    const [blob] = await Promise.all([
      putJson(blobs, outcome),
      recordOutcome(db, { caseId, state: status, outcome, actor: WORKER_ACTOR, key: DECIDED }),
    ]);
    if (status === 'accepted') await drawSecondLooks(db, policy, [caseId]);
    return { status, outcome: blob, recorded: true };
  };

async function decide(
  { db, models, build }: Pick<ActivityDependencies, 'db' | 'models' | 'build'>,
  ticket: TicketInput,
) {
  const specialist = await models.desk(ticket.desk);
  const [[said], [found = null], policy] = await Promise.all([
    specialist.triage([textOf(ticket)]),
    findTicketEntities(models, [ticket]),
    policyOf(db, ticket.desk),
  ]);
  if (!said) throw new DocketError('model.failed', `${specialist.producer.name} gave no answer`);
  return { outcome: decideTriage(build, specialist, ticket, said, found, policy), policy };
}
