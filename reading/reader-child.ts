import { DocketError } from '../schemas/errors.ts';
import { forbidNetwork } from './no-network.ts';
import type { ReaderJob, ReaderReply } from './reader-messages.ts';
import { pageSender } from './sent-pages.ts';

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

/** Code is loaded with the first job that needs it, so that the first page does not wait for that of other jobs. */
async function perform(job: ReaderJob): Promise<ReaderReply> {
  switch (job.kind) {
    case 'read': {
      const { readBytes } = await import('./read-bytes.ts');
      return {
        kind: 'read',
        reading: await readBytes(
          job,
          pageSender((pages) => send({ kind: 'pages', pages })),
        ),
      };
    }
    case 'render':
      return { kind: 'done', value: await (await import('./render-bytes.ts')).renderBytes(job) };
    case 'region':
      return { kind: 'done', value: await (await import('./region-words.ts')).regionWords(job) };
    case 'unpack':
      return { kind: 'done', value: await (await import('./unpack.ts')).unpack(job) };
  }
}

async function work(job: ReaderJob): Promise<ReaderReply> {
  try {
    return await perform(job);
  } catch (error) {
    return failure(error);
  }
}

forbidNetwork();
process.on('message', (job: ReaderJob) => {
  void work(job).then(send);
});
// A Ctrl-C reaches the whole process group; the parent decides when its readers end.
process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit(0));
send({ kind: 'ready' });
