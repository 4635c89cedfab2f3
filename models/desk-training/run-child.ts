import { fork } from 'node:child_process';
import { type TrainingJob, type TrainingMessage, trainingMessage } from '../../schemas/desk-training.ts';
import { entryFile } from '../entry-file.ts';

export type TrainingOutcome = Exclude<TrainingMessage, { kind: 'progress' }>;
export type RunningTraining = { outcome: Promise<TrainingOutcome>; stop: () => void };

/** Trains in a child process; a child that ends without an outcome has failed. */
export function runTraining(
  job: TrainingJob,
  onProgress: (progress: Extract<TrainingMessage, { kind: 'progress' }>['progress']) => void,
): RunningTraining {
  const child = fork(entryFile(import.meta.url, 'train-child'), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const outcome = new Promise<TrainingOutcome>((resolve) => {
    child.on('message', (input) => {
      const message = trainingMessage.parse(input);
      if (message.kind === 'progress') onProgress(message.progress);
      else resolve(message);
    });
    const failed = (why: string) => resolve({ kind: 'failed', code: 'training.failed', message: why });
    child.once('error', (error) => failed(error.message));
    child.once('exit', (code, signal) => failed(`The training process ended with ${signal ?? code}`));
    child.send(job, (error) => {
      if (error) failed(error.message);
    });
  });
  return { outcome, stop: () => child.kill() };
}
