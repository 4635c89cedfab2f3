import '../../zod-without-eval.ts';
import { DocketError } from '../../../schemas/errors.ts';
import { Problem } from '../../api/problem.ts';
import type { AskMessage, Reply, ThreadProblem } from '../thread-messages.ts';
import { openDevice } from './device.ts';
import { openFileShelf } from './file-shelf.ts';
import { Kept } from './kept.ts';
import { chooseRuntime } from './runtime.ts';

const device = Promise.all([openFileShelf(), chooseRuntime()]).then(async ([shelf, runtime]) =>
  openDevice(await Kept.open(shelf, runtime.file), runtime),
);
const send = (reply: Reply) => self.postMessage(reply);

async function answer({ id, ask, input }: AskMessage): Promise<void> {
  try {
    // A message names its input with its question, which the type of an indexed call cannot say.
    const handle = (await device)[ask] as (
      given: typeof input,
      onProgress: (progress: { done: number; of: number }) => void,
    ) => Promise<unknown>;
    send({ id, answer: await handle(input, (progress) => send({ id, progress })) });
  } catch (error) {
    send({ id, problem: problemOf(error) });
  }
}

function problemOf(error: unknown): ThreadProblem {
  if (error instanceof DocketError || error instanceof Problem) {
    const { status, code, message, hint } = error;
    return { status, code, message, hint };
  }
  const message = error instanceof Error ? error.message : String(error);
  return {
    status: 500,
    code: 'internal.unexpected',
    message: `Deciding here failed in an unforeseen way: ${message}`,
    hint: 'Reload the page and try again, or send it to the service.',
  };
}

self.addEventListener('message', ({ data }: MessageEvent<AskMessage>) => void answer(data));
