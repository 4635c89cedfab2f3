import { execFile } from 'node:child_process';
import { execPath } from 'node:process';
import { promisify } from 'node:util';
import { z } from 'zod';
import { entryFile } from '../../models/entry-file.ts';
import { DocketError } from '../../schemas/errors.ts';

/** What a measurement is of. */
export const memoryOrder = z.object({
  name: z.string(),
  modelFolders: z.array(z.string()),
  provider: z.enum(['cuda', 'webgpu', 'cpu']),
  threads: z.number(),
  intraOpThreads: z.number(),
  limits: z.object({ maxRows: z.number(), maxTokens: z.number() }),
});
export type MemoryOrder = z.infer<typeof memoryOrder>;
export const memoryAnswer = z.object({ bytes: z.number() });

/** A model that does not load and run by then is broken. */
const TIMEOUT_MS = 120_000;

/**
 * Bytes of memory (not of a GPU) that a model takes: in a process of its own, what that grows by at most while it loads the
 * model and runs its largest batch. In the worker itself memory freed by one model would hide what the next one takes.
 * @throws DocketError `model.failed`
 */
export async function measureModelMemory(order: MemoryOrder): Promise<number> {
  const child = entryFile(import.meta.url, 'model-memory-child');
  try {
    const { stdout } = await promisify(execFile)(execPath, [child, JSON.stringify(order)], { timeout: TIMEOUT_MS });
    return memoryAnswer.parse(JSON.parse(stdout)).bytes;
  } catch (cause) {
    throw new DocketError('model.failed', `The memory of ${order.name} could not be measured`, { cause });
  }
}
