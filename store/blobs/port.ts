import { createHash } from 'node:crypto';
import { DocketError } from '../../schemas/errors.ts';
import type { BlobRef } from '../../schemas/primitives.ts';

/** Bytes by their SHA-256. Putting the same bytes twice is one blob; what is read is verified against its name. */
export interface BlobStore {
  put(bytes: Uint8Array, mediaType: string): Promise<BlobRef>;
  /** @throws DocketError `request.not-found` when there is none, `internal.unexpected` when its bytes were altered */
  get(ref: BlobRef | string): Promise<Uint8Array>;
  has(sha256: string): Promise<boolean>;
}

export function blobHash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The SHA-256 of a reference, checked, since adapters make names of it. */
export function blobName(ref: BlobRef | string): string {
  const name = typeof ref === 'string' ? ref : ref.sha256;
  if (!/^[0-9a-f]{64}$/.test(name)) throw new DocketError('request.invalid', 'A blob is named by 64 hex digits');
  return name;
}

export function missingBlob(sha256: string, cause: unknown): DocketError {
  return new DocketError('request.not-found', `The blob store has no ${sha256}`, { cause });
}

export function verified(bytes: Uint8Array, sha256: string): Uint8Array {
  if (blobHash(bytes) === sha256) return bytes;
  throw new DocketError('internal.unexpected', `The stored bytes of blob ${sha256} were altered`, {
    detail: `found ${blobHash(bytes)}, ${bytes.length} bytes`,
  });
}

/** The store itself failed: full, closed or away. */
export function blobsUnavailable(cause: unknown): DocketError {
  const detail = cause instanceof Error ? cause.message : String(cause);
  return new DocketError('unavailable.blobs', 'The blob store does not answer', { detail, cause });
}
