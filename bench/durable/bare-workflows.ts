import { defineUpdate, proxyActivities, proxyLocalActivities, setHandler, Trigger } from '@temporalio/workflow';

export interface BareActivities {
  nothing(): Promise<string>;
}

const limits = { startToCloseTimeout: '1 min' };
const { nothing: nothingLocally } = proxyLocalActivities<BareActivities>(limits);
const { nothing } = proxyActivities<BareActivities>(limits);

/** The least that a workflow can be. */
export async function bareWorkflow(): Promise<string> {
  return 'done';
}

export async function bareLocalActivityWorkflow(): Promise<string> {
  return await nothingLocally();
}

export async function bareActivityWorkflow(): Promise<string> {
  return await nothing();
}

export const answerUpdate = defineUpdate<string>('answer');

/** Answers who started it through an update, as update-with-start does. */
export async function bareUpdateWorkflow(): Promise<string> {
  const answer = new Trigger<string>();
  setHandler(answerUpdate, async () => await answer);
  answer.resolve(await nothingLocally());
  return await answer;
}
