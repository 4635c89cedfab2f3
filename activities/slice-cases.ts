import { z } from 'zod';
import type { SliceRequest } from '../schemas/activities.ts';
import { type BatchCase, batchCase } from '../schemas/workflows.ts';
import { getJson } from '../store/blobs/json.ts';
import type { BlobStore } from '../store/blobs/port.ts';

const batchCases = z.array(batchCase);

/** The cases of one slice of a batch. */
export async function sliceCases(blobs: BlobStore, { cases, offset, count }: SliceRequest): Promise<BatchCase[]> {
  return (await getJson(blobs, cases, batchCases)).slice(offset, offset + count);
}
