import { readFile } from 'node:fs/promises';
import { setPriority } from 'node:os';
import { type TrainingMessage, trainingJob } from '../../schemas/desk-training.ts';
import { DocketError } from '../../schemas/errors.ts';
import { openRegistry } from '../registry.ts';
import { openSessions } from '../session-pool.ts';
import { makeQuick } from './make-quick.ts';
import { prepareRows } from './prepare-rows.ts';
import type { TrainingProgress } from './progress.ts';
import { sourceOf, trainDesk, userModels } from './train-desk.ts';

/** Behind the work of the service: people who wait for an answer come first. */
const PRIORITY = 10;
/** Messages no closer than this. */
const PAUSE_MS = 250;

const send = (message: TrainingMessage) =>
  new Promise<void>((resolve) => process.send?.(message, undefined, undefined, () => resolve()));

/** Quick training in a process of its own: one job in, progress and the outcome out. */
async function train(input: unknown): Promise<TrainingMessage> {
  const job = trainingJob.parse(input);
  const more = job.corrected.map((row) => ({ ...row, line: null }));
  const bytes = await readFile(job.file);
  const prepared = prepareRows(bytes, { leaveOutConflicts: job.leaveOutConflicts, more });
  if (prepared.kind === 'refused') return { kind: 'refused', problems: prepared.problems };
  const sessions = openSessions({ providers: 'cpu', threads: 1 });
  let last = { step: '', at: 0 };
  const report = (progress: TrainingProgress) => {
    if (progress.step === last.step && Date.now() - last.at < PAUSE_MS) return;
    last = { step: progress.step, at: Date.now() };
    void send({ kind: 'progress', progress });
  };
  try {
    const registry = openRegistry({ extraFolders: [userModels(job.dataDir)] });
    const order = { name: job.name, data: prepared, source: sourceOf(job.fileName, bytes) };
    const { card, ...trained } = await trainDesk(
      { dataDir: job.dataDir, sessions },
      { ...order, ...(job.alpha === undefined ? {} : { alpha: job.alpha }) },
      makeQuick({ registry, sessions }, report),
      report,
    );
    return { kind: 'trained', version: card.version, ...trained };
  } finally {
    await sessions.close();
  }
}

setPriority(PRIORITY);
process.once('message', async (input) => {
  const outcome = await train(input).catch((error: unknown): TrainingMessage => {
    const code = error instanceof DocketError ? error.code : 'training.failed';
    return { kind: 'failed', code, message: error instanceof Error ? error.message : String(error) };
  });
  await send(outcome);
  process.disconnect();
});
