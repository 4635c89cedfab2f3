import type { TicketRequest, TriageAnswer } from '../schemas/activities.ts';
import { DocketError } from '../schemas/errors.ts';
import { putJson } from '../store/blobs/json.ts';
import { policyOf } from '../store/policies.ts';
import { beginRun } from './begin-run.ts';
import { decideTriage, textOf } from './decide-triage.ts';
import type { ActivityDependencies } from './dependencies.ts';
import { findTicketEntities } from './find-entities.ts';

/** One ticket, labelled in this process: the queue would cost more than the inference. Returns the `Outcome` blob. */
export const triage =
  ({ db, blobs, models, build }: ActivityDependencies) =>
  async ({ caseId, ticket }: TicketRequest): Promise<TriageAnswer> => {
    await beginRun(db, caseId);
    const specialist = await models.desk(ticket.desk);
    const [said] = await specialist.triage([textOf(ticket)]);
    if (!said) throw new DocketError('model.failed', `${specialist.producer.name} gave no answer`);
    const [found = null] = await findTicketEntities(models, [ticket]);
    const outcome = decideTriage(build, specialist, ticket, said, found, await policyOf(db, ticket.desk));
    return { status: outcome.result.status, outcome: await putJson(blobs, outcome) };
  };
