import { DocketError } from '../schemas/errors.ts';
import { readBytes } from './read-bytes.ts';
import type { ReaderJob, ReaderReply, ReaderResults } from './reader-messages.ts';
import { renderBytes } from './render-bytes.ts';
import { unpack } from './unpack.ts';

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

function perform(job: ReaderJob): Promise<ReaderResults[ReaderJob['kind']]> {
  switch (job.kind) {
    case 'read':
      return readBytes(job, () => send({ kind: 'page-read' }));
    case 'render':
      return renderBytes(job);
    case 'unpack':
      return unpack(job);
  }
}

async function work(job: ReaderJob): Promise<ReaderReply> {
  try {
    return { kind: 'done', value: await perform(job) };
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
