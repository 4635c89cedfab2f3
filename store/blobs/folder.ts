import { randomUUID } from 'node:crypto';
import { access, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { BlobRef } from '../../schemas/primitives.ts';
import { type BlobStore, blobHash, blobName, blobsUnavailable, missingBlob, verified } from './port.ts';

/** Blobs as files `<root>/ab/cd/abcd…`, written beside their place, flushed, then renamed: whole or not there. */
export class FolderBlobStore implements BlobStore {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  async put(bytes: Uint8Array, mediaType: string): Promise<BlobRef> {
    const sha256 = blobHash(bytes);
    if (!(await this.has(sha256))) await this.#write(this.#pathOf(sha256), bytes);
    return { sha256, bytes: bytes.length, mediaType };
  }

  async get(ref: BlobRef | string): Promise<Uint8Array> {
    const sha256 = blobName(ref);
    const bytes = await readFile(this.#pathOf(sha256)).catch((error: NodeJS.ErrnoException) => {
      throw error.code === 'ENOENT' ? missingBlob(sha256, error) : blobsUnavailable(error);
    });
    return verified(bytes, sha256);
  }

  async has(sha256: string): Promise<boolean> {
    return access(this.#pathOf(blobName(sha256))).then(
      () => true,
      () => false,
    );
  }

  #pathOf(sha256: string): string {
    return join(this.#root, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  }

  async #write(path: string, bytes: Uint8Array): Promise<void> {
    const folder = dirname(path);
    const draft = `${path}.${randomUUID()}`;
    try {
      await mkdir(folder, { recursive: true });
      const file = await open(draft, 'wx', 0o600);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(draft, path);
      const entry = await open(folder, 'r');
      await entry.sync().finally(() => entry.close());
    } catch (error) {
      await rm(draft, { force: true }).catch(() => {});
      throw blobsUnavailable(error);
    }
  }
}
