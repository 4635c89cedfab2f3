import { DocketError } from '../schemas/errors.ts';
import { readBytes } from './read-bytes.ts';
import type { ReaderJob, ReaderReply } from './reader-messages.ts';
import { renderBytes } from './render-bytes.ts';

function send(reply: ReaderReply): void {
  process.send?.(reply);
}

function failure(error: unknown): ReaderReply {
  if (error instanceof DocketError) {
    const cause = error.cause instanceof Error ? error.cause.stack : undefined;
    return { kind: 'failed', code: error.code, message: error.message, detail: error.detail ?? cause };
  }
  const detail = error instanceof Error ? error.stack : String(error);
  return {
    kind: 'failed',
    code: 'internal.unexpected',
    message: 'Reading the file failed in an unforeseen way.',
    detail,
  };
}

async function work(job: ReaderJob): Promise<ReaderReply> {
  try {
    const value =
      job.kind === 'read' ? await readBytes(job, () => send({ kind: 'page-read' })) : await renderBytes(job);
    return { kind: 'done', value };
  } catch (error) {
    return failure(error);
  }
}

process.on('message', (job: ReaderJob) => {
  void work(job).then(send);
});
// A Ctrl-C reaches the whole process group; the parent decides when its readers end.
process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit(0));
send({ kind: 'ready' });
