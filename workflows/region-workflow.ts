import { proxyActivities } from '@temporalio/workflow';
import type { CaseActivities } from '../schemas/activities.ts';
import type { BlobRef } from '../schemas/primitives.ts';
import type { RegionInput } from '../schemas/region.ts';
import { REGION } from './retry-policy.ts';

const { readRegion } = proxyActivities<CaseActivities>(REGION);

/** Reads a part of a page for a person who waits for it. Decides nothing, so it belongs to no case's history. */
export async function regionWorkflow(input: RegionInput): Promise<BlobRef> {
  return await readRegion(input);
}
