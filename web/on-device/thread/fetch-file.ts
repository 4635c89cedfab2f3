import { DocketError } from '../../../schemas/errors.ts';
import { problemFrom, unreachable } from '../../api/problem.ts';

/**
 * Fetches a file past the browser's own cache, since it is kept elsewhere.
 * @param onBytes told of each piece @throws Problem where the service refuses or does not answer
 */
export async function fetchFile(address: string, onBytes: (bytes: number) => void): Promise<ArrayBuffer> {
  const response = await fetch(address, { credentials: 'same-origin', cache: 'no-store' }).catch(() => {
    throw unreachable();
  });
  if (!response.ok || response.body === null) throw problemFrom(response.status, await response.text());
  const pieces: BlobPart[] = [];
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw unreachable();
    });
    if (done) break;
    pieces.push(value);
    onBytes(value.length);
  }
  return new Blob(pieces).arrayBuffer();
}

/** The SHA-256 of bytes in hexadecimal; null where the browser computes none, as for pages that come over plain http. */
export async function sha256Of(bytes: BufferSource): Promise<string | null> {
  if (!globalThis.isSecureContext) return null;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** @throws DocketError `model.invalid` where the bytes have another hash. */
export async function verify(bytes: ArrayBuffer, expected: string, name: string): Promise<void> {
  const found = await sha256Of(bytes);
  if (found !== null && found !== expected) {
    throw new DocketError('model.invalid', `${name} came with SHA-256 ${found}, its card says ${expected}`);
  }
}
