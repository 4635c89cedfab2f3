import type { z } from 'zod';
import { DocketError } from '../../schemas/errors.ts';
import type { BlobRef } from '../../schemas/primitives.ts';
import type { BlobStore } from './port.ts';

/** Stores a value as a JSON blob. */
export function putJson(blobs: BlobStore, value: unknown): Promise<BlobRef> {
  return blobs.put(Buffer.from(JSON.stringify(value)), 'application/json');
}

/** Reads a JSON blob. @throws DocketError `internal.unexpected` when it is not what the schema says */
export async function getJson<T>(blobs: BlobStore, ref: BlobRef | string, schema: z.ZodType<T>): Promise<T> {
  const value: unknown = JSON.parse(Buffer.from(await blobs.get(ref)).toString('utf8'));
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const sha256 = typeof ref === 'string' ? ref : ref.sha256;
  throw new DocketError('internal.unexpected', `Blob ${sha256} is not of the expected shape`, {
    detail: parsed.error.message,
    cause: parsed.error,
  });
}
