import { proxyActivities } from '@temporalio/workflow';
import type { BlobRef } from '../../../schemas/primitives.ts';
import type { InferenceRequest } from './asking-worker.ts';

const { infer } = proxyActivities<{ infer(request: InferenceRequest): Promise<BlobRef> }>({
  startToCloseTimeout: '10 min',
  retry: { maximumAttempts: 1 },
});

/** One inference job, awaited. */
export async function askInference(request: InferenceRequest): Promise<BlobRef> {
  return infer(request);
}
