import { closedStates, settledStates } from '../../schemas/case.ts';
import { caseWorkflowId, waitWorkflowId } from '../../schemas/workflow-names.ts';
import type { Evidence } from './evidence.ts';

/** Says, a line each, where the evidence breaks the promise that its name makes. */
export type Check = (evidence: Evidence) => string[];

const idsOf = ({ sent }: Evidence): string[] => sent.flatMap(({ answers }) => answers[0] ?? []);

function countBy<T>(items: readonly T[], key: (item: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return counts;
}

const everyRequestWasAnswered: Check = ({ sent }) =>
  sent.flatMap(({ key, answers, refused }) => {
    if (refused !== null) return [`request ${key} was refused: ${refused}`];
    return answers.length === 0 ? [`request ${key} was never answered`] : [];
  });

const everyAcceptedCaseIsThere: Check = (evidence) => {
  const known = new Map(evidence.cases.map((one) => [one.id, one]));
  return idsOf(evidence).flatMap((id) => {
    const found = known.get(id);
    if (found === undefined) return [`case ${id} was accepted and is gone`];
    return settledStates.includes(found.state) ? [] : [`case ${id} is still ${found.state}`];
  });
};

const noCaseIsThereTwice: Check = (evidence) => {
  const told = new Set(idsOf(evidence));
  return evidence.cases
    .filter(({ id, parentId }) => !told.has(id) && (parentId === null || !told.has(parentId)))
    .map(({ id, state }) => `case ${id} (${state}) is there, but no sender was told of it`);
};

const repetitionsGotTheSameCases: Check = ({ sent }) =>
  sent.flatMap(({ key, cases, answers: [first, ...others] }) => {
    if (first === undefined) return [];
    const problems = first.length === cases ? [] : [`request ${key} made ${first.length} cases of ${cases}`];
    const same = others.every((ids) => ids.join() === first.join());
    return same ? problems : [...problems, `request ${key} was answered with other cases when it was sent again`];
  });

const everyCaseHasOneResult: Check = ({ cases, outcomes, decisions }) => {
  const byCase = Map.groupBy(outcomes, ({ caseId }) => caseId);
  const decided = new Map(decisions.map((decision) => [decision.caseId, decision]));
  return cases.flatMap(({ id, state }) => {
    const revisions = (byCase.get(id) ?? []).toSorted((a, b) => a.revision - b.revision);
    const last = revisions.at(-1);
    if (last === undefined) return [`case ${id} (${state}) has no result`];
    if (last.state !== state) return [`case ${id} is ${state}, its last result says ${last.state}`];
    if (revisions.some(({ revision }, index) => revision !== index + 1)) return [`case ${id} lacks a revision`];
    const decision = decided.get(id);
    const wanted = decision === undefined ? 1 : 2;
    if (revisions.length !== wanted) return [`case ${id} (${state}) has ${revisions.length} results, not ${wanted}`];
    if (decision !== undefined && !closedStates.includes(state)) return [`case ${id} was decided and is ${state}`];
    return [];
  });
};

const everyDecisionCounts: Check = ({ decisions }) =>
  decisions.flatMap(({ caseId, answers, refused }) => {
    if (refused !== null) return [`the decision on case ${caseId} was refused: ${refused}`];
    return answers === 0 ? [`the decision on case ${caseId} was never answered`] : [];
  });

/** Reasons that say something of the service and nothing of the document. */
const OF_THE_SERVICE = /^(model\.failed|internal\.|unavailable\.|reading\.(timeout|crashed|memory))/;

const noCaseEndsForTheService: Check = ({ cases }) =>
  cases.flatMap(({ id, state, reasons }) => {
    const bad = reasons.filter((reason) => OF_THE_SERVICE.test(reason));
    return bad.length === 0 ? [] : [`case ${id} is ${state} for what the service did: ${bad.join(', ')}`];
  });

const everyEventArrivedUnderOneId: Check = ({ outcomes, outbox, received, wrongDeliveries }) => {
  const got = new Map(received.map((event) => [event.id, event]));
  const queued = countBy(outbox, ({ caseId, type }) => `${type} of case ${caseId}`);
  const happened = countBy(outcomes, ({ caseId, state }) => `case.${state} of case ${caseId}`);
  const stored = new Set(outbox.map(({ id }) => id));
  return [
    ...wrongDeliveries.map((problem) => `a wrong delivery: ${problem}`),
    ...[...happened].flatMap(([what, times]) =>
      queued.get(what) === times ? [] : [`${what} happened ${times} times and has ${queued.get(what) ?? 0} ids`],
    ),
    ...[...queued.keys()].filter((what) => !happened.has(what)).map((what) => `${what} is told of, but did not happen`),
    ...outbox.flatMap(({ id, type, caseId, delivered, dead, attempts }) => {
      if (!got.has(id)) return [`the receiver has no ${type} of case ${caseId} (${id}) after ${attempts} attempts`];
      return delivered && !dead ? [] : [`${type} of case ${caseId} (${id}) arrived but does not count as delivered`];
    }),
    ...received.filter(({ id }) => !stored.has(id)).map(({ id }) => `the receiver has ${id}, which nobody sent`),
  ];
};

const queuesAreEmpty: Check = ({ queues, strayJobs }) => [
  ...queues.flatMap(({ name, counts, failed }) => [
    ...Object.entries(counts).flatMap(([state, count]) => (count > 0 ? [`${name} has ${count} ${state} jobs`] : [])),
    ...failed.map(({ id, reason }) => `${name} has the failed job ${id}: ${reason}`),
  ]),
  ...strayJobs.map((key) => `Redis keeps ${key}, which is on no queue`),
];

const openWorkflowsWait: Check = ({ openWorkflows, cases }) => {
  const waiting = cases.filter(({ state }) => state === 'review');
  const own = new Set(waiting.map(({ id }) => caseWorkflowId(id)));
  const shared = new Set(cases.flatMap(({ batchId }) => (batchId === null ? [] : [waitWorkflowId(batchId)])));
  const open = new Set(openWorkflows);
  const isKept = ({ id, batchId }: (typeof waiting)[number]) =>
    open.has(caseWorkflowId(id)) || (batchId !== null && open.has(waitWorkflowId(batchId)));
  return [
    ...[...open]
      .filter((id) => !own.has(id) && !shared.has(id))
      .map((id) => `workflow ${id} is open, but nothing waits for it`),
    ...waiting
      .filter((one) => !isKept(one))
      .map(({ id }) => `${caseWorkflowId(id)} waits for a person without a workflow`),
  ];
};

const auditChainVerifies: Check = ({ chain, entries, cases, outcomes }) => {
  const counts = countBy(entries, ({ caseId, action }) => `${action} ${caseId}`);
  const revisions = countBy(outcomes, ({ caseId }) => caseId);
  return [
    ...(chain.ok ? [] : [`docket audit verify: ${chain.said}`]),
    ...cases.flatMap(({ id }) => {
      const received = counts.get(`case.received ${id}`) ?? 0;
      const results = ['case.decided', 'case.reviewed', 'case.closed'].reduce(
        (sum, action) => sum + (counts.get(`${action} ${id}`) ?? 0),
        0,
      );
      const problems = received === 1 ? [] : [`the chain says ${received} times that case ${id} was received`];
      if (results !== (revisions.get(id) ?? 0)) problems.push(`the chain has ${results} results of case ${id}`);
      return problems;
    }),
  ];
};

const historiesAreKept: Check = ({ runs, openWorkflows, cases }) => {
  const open = new Set(openWorkflows);
  const withRun = new Set(runs.map(({ workflowId }) => workflowId));
  return [
    ...runs
      .filter(({ workflowId, exported }) => !exported && !open.has(workflowId))
      .map(({ workflowId, runId }) => `${workflowId} (${runId}) has ended and its history is not kept`),
    ...(withRun.size === 0 && cases.length > 0 ? ['no workflow run is on record'] : []),
  ];
};

const blobsAreThere: Check = ({ badBlobs }) => badBlobs.map((problem) => `blob ${problem}`);

/** What must hold after any run, whatever was killed in it. */
export const checks = {
  'every request was answered': everyRequestWasAnswered,
  'every accepted case is there and settled': everyAcceptedCaseIsThere,
  'no case is there that nobody was told of': noCaseIsThereTwice,
  'a request sent again got the same cases': repetitionsGotTheSameCases,
  'every case has one result': everyCaseHasOneResult,
  'every decision of a person counts': everyDecisionCounts,
  'no case ends for what the service did': noCaseEndsForTheService,
  'every event arrived under one id': everyEventArrivedUnderOneId,
  'queues are empty': queuesAreEmpty,
  'every open workflow waits for a person': openWorkflowsWait,
  'the audit chain verifies': auditChainVerifies,
  'histories are kept': historiesAreKept,
  'blobs are there': blobsAreThere,
  'no process ends by itself': ({ ended }) => [...ended],
} as const satisfies Record<string, Check>;
export type CheckName = keyof typeof checks;

export interface Verdict {
  name: CheckName;
  problems: string[];
}

export function judge(evidence: Evidence): Verdict[] {
  return Object.entries(checks).map(([name, check]) => ({ name: name as CheckName, problems: check(evidence) }));
}
