import { open } from 'node:fs/promises';
import { DocketError } from '../schemas/errors.ts';

/** The bytes of a file a user named. @throws DocketError `file.not-found`, `file.unreadable`, `file.too-large`. */
export async function readInput(path: string, maxBytes: number): Promise<Uint8Array> {
  const handle = await open(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new DocketError('file.not-found', `There is no file ${path}.`, { cause: error });
    throw new DocketError('file.unreadable', `${path} cannot be opened (${error.code}).`, { cause: error });
  });
  try {
    const stat = await handle.stat();
    if (stat.isDirectory()) throw new DocketError('file.not-found', `${path} is a folder and no file.`);
    const { size } = stat;
    if (size > maxBytes)
      throw new DocketError('file.too-large', `${path} has ${size} bytes; the limit is ${maxBytes}.`);
    return new Uint8Array(await handle.readFile());
  } catch (error) {
    if (error instanceof DocketError) throw error;
    throw new DocketError('file.unreadable', `${path} cannot be read (${(error as NodeJS.ErrnoException).code}).`, {
      cause: error,
    });
  } finally {
    await handle.close();
  }
}
