import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { DocketError } from '../schemas/errors.ts';

/** Where a command's result goes: the named file, or standard output. */
export interface Output {
  write(text: string): Promise<void>;
  close(): Promise<void>;
}

function openFile(path: string): Output {
  const stream: WriteStream = createWriteStream(path);
  const ended = finished(stream).then(
    () => null,
    (error: NodeJS.ErrnoException) =>
      new DocketError('file.unreadable', `${path} cannot be written (${error.code}).`, { cause: error }),
  );
  return {
    async write(text) {
      if (stream.write(text)) return;
      const failure = await Promise.race([
        once(stream, 'drain').then(
          () => null,
          () => ended,
        ),
        ended,
      ]);
      if (failure) throw failure;
    },
    async close() {
      stream.end();
      const failure = await ended;
      if (failure) throw failure;
    },
  };
}

const standardOutput: Output = {
  async write(text) {
    if (!process.stdout.write(text)) await once(process.stdout, 'drain');
  },
  async close() {},
};

/** @throws DocketError `file.unreadable` from `write` or `close` where the file cannot be written. */
export function openOutput(path: string | undefined): Output {
  return path === undefined ? standardOutput : openFile(path);
}
