import { proxyActivities } from '@temporalio/workflow';

const { extract } = proxyActivities<{ extract(forgets: number): Promise<string> }>({
  startToCloseTimeout: '7 days',
  retry: { initialInterval: '100 ms' },
});

/** Waits for one job. */
export async function waitForJob(forgets: number): Promise<string> {
  return extract(forgets);
}
