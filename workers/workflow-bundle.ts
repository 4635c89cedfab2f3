import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DocketError } from '../schemas/errors.ts';
import { packageRoot } from '../schemas/package-root.ts';
import type { BlobRef } from '../schemas/primitives.ts';
import type { BlobStore } from '../store/blobs/port.ts';

export const BUNDLE_PATH = join(packageRoot, 'dist', 'workflows', 'bundle.js');
const BUNDLE_TYPE = 'text/javascript';

/** The workflow code of this build. Its SHA-256 is the `build` of every decision. */
export interface WorkflowBundle {
  code: string;
  blob: BlobRef;
}

/**
 * Reads the prebuilt bundle and keeps it in the blob store, so that a history can be replayed against the build that
 * made it after an upgrade.
 */
export async function storeWorkflowBundle(blobs: BlobStore, path: string = BUNDLE_PATH): Promise<WorkflowBundle> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new DocketError('start.missing-program', `There is no workflow bundle at ${path}; run \`npm run build\``, {
      cause,
    });
  });
  return { code: bytes.toString('utf8'), blob: await blobs.put(bytes, BUNDLE_TYPE) };
}
