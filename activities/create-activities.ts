import { trace } from '@opentelemetry/api';
import { ApplicationFailure, CompleteAsyncError, Context } from '@temporalio/activity';
import type { CaseActivities } from '../schemas/activities.ts';
import { applyReview } from './apply-review.ts';
import { askLargerModel } from './ask-larger-model.ts';
import { askTeacher } from './ask-teacher.ts';
import { beginBatch } from './begin-run.ts';
import { check } from './check.ts';
import type { ActivityDependencies } from './dependencies.ts';
import { escalateTicket } from './escalate-ticket.ts';
import { escalateToLead } from './escalate-to-lead.ts';
import { extract } from './extract.ts';
import { failureOf } from './failure.ts';
import { importXml } from './import-xml.ts';
import { openParts } from './open-parts.ts';
import { read } from './read.ts';
import { readRegion } from './read-region.ts';
import { record } from './record.ts';
import { recordSlice } from './record-slice.ts';
import { refuse } from './refuse.ts';
import { remind } from './remind.ts';
import { route } from './route.ts';
import { startSingly } from './start-singly.ts';
import { startWaiting } from './start-waiting.ts';
import { triage } from './triage.ts';
import { triageSlice } from './triage-slice.ts';
import { whileBeating } from './while-beating.ts';

/** All activities over the given dependencies, each failing with a coded failure. */
export function createActivities(deps: ActivityDependencies): CaseActivities {
  return {
    read: coded(deps, read(deps)),
    readRegion: coded(deps, readRegion(deps)),
    openParts: coded(deps, openParts(deps)),
    route: coded(deps, route(deps)),
    importXml: coded(deps, importXml(deps)),
    extract: coded(deps, extract(deps)),
    check: coded(deps, check(deps)),
    askTeacher: coded(deps, askTeacher(deps)),
    askLargerModel: coded(deps, askLargerModel(deps)),
    triage: coded(deps, triage(deps)),
    escalateTicket: coded(deps, escalateTicket(deps)),
    beginBatch: coded(deps, beginBatch(deps)),
    triageSlice: coded(deps, triageSlice(deps)),
    recordSlice: coded(deps, recordSlice(deps)),
    startSingly: coded(deps, startSingly(deps)),
    startWaiting: coded(deps, startWaiting(deps)),
    record: coded(deps, record(deps)),
    refuse: coded(deps, refuse(deps)),
    applyReview: coded(deps, applyReview(deps)),
    remind: coded(deps, remind(deps)),
    escalateToLead: coded(deps, escalateToLead(deps)),
  };
}

function coded<Request, Answer>(
  { log }: ActivityDependencies,
  verb: (request: Request) => Promise<Answer>,
): (request: Request) => Promise<Answer> {
  return async (request) => {
    try {
      return await whileBeating(() => verb(request));
    } catch (error) {
      const { attempt, activityType, workflowExecution } = Context.current().info;
      const failure = failureOf(error, attempt);
      if (failure instanceof ApplicationFailure && failure.type) {
        trace.getActiveSpan()?.setAttribute('error.type', failure.type);
      }
      if (!(failure instanceof CompleteAsyncError)) {
        const workflowId = workflowExecution?.workflowId;
        log.warn({ err: error, activity: activityType, workflowId, attempt }, 'activity failed');
      }
      throw failure;
    }
  };
}
