import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { judgePackage } from '../models/desk-training/judge-package.ts';
import type { ReportProgress } from '../models/desk-training/progress.ts';
import { heldOutRows } from '../models/desk-training/split-rows.ts';
import type { MakeDesk } from '../models/desk-training/train-desk.ts';
import type { SessionPool } from '../models/session-pool.ts';
import { DocketError } from '../schemas/errors.ts';
import { packageRoot } from '../schemas/package-root.ts';
import { preparePython, trainingEnvironment } from './prepare-python.ts';
import { prepareEnvironment, type TrainingEnvironment } from './training-environment.ts';

const BATCH = 32;
/** A small set is seen more often: its encoder needs some hundred steps to learn anything. */
const FEWEST_STEPS = 320;
const [FEWEST_EPOCHS, MOST_EPOCHS] = [6, 40];

/** The full way: fine-tunes the encoder in Python, on the rows that the quick way would learn from. */
export function makeFull(sessions: SessionPool, report: ReportProgress, torchIndex: string): MakeDesk {
  return async (order, { root, folder, version }) => {
    const uv = await preparePython();
    const { rows, labels } = order.data;
    const labelOf = new Map(labels.map((label, index) => [label, index]));
    const truth = Int32Array.from(rows, ({ label }) => labelOf.get(label) ?? 0);
    const held = heldOutRows(
      truth,
      rows.map(({ text }) => text),
    );
    const learned = [...rows.keys()].filter((row) => !held.has(row));
    const file = join(root, `${order.name}.jsonl`);
    const lines = rows.map(({ text, label }, row) =>
      JSON.stringify({ id: `row-${row}`, text, label, split: held.has(row) ? 'validation' : 'train' }),
    );
    await writeFile(file, `${lines.join('\n')}\n`);
    const epochs = Math.min(
      MOST_EPOCHS,
      Math.max(FEWEST_EPOCHS, Math.ceil(FEWEST_STEPS / Math.ceil(learned.length / BATCH))),
    );
    report({ step: 'preparing Python', done: 0, total: 1, secondsLeft: null });
    const environment = { uv, project: join(packageRoot, 'training'), folder: trainingEnvironment() };
    prepareEnvironment(environment, torchIndex);
    await runTraining(environment, { file, name: order.name, version, folder, epochs }, report);
    return judgePackage({
      sessions,
      order,
      place: { root, version },
      held: [...held].sort((a, b) => a - b),
      learned,
      truth,
    });
  };
}

async function runTraining(
  { uv, project, folder: environment }: TrainingEnvironment,
  {
    file,
    name,
    version,
    folder,
    epochs,
  }: { file: string; name: string; version: string; folder: string; epochs: number },
  report: ReportProgress,
): Promise<void> {
  const what = [
    'run',
    '--no-sync',
    '--project',
    project,
    'docket-train',
    'tickets',
    '--data',
    file,
    '--name',
    name,
    '--version',
    version,
    '--epochs',
    `${epochs}`,
  ];
  const child = spawn(uv, [...what, '--output', folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, UV_PROJECT_ENVIRONMENT: environment },
  });
  const ended = once(child, 'exit');
  for await (const line of createInterface({ input: child.stdout })) {
    const epoch = /epoch (\d+) .* (\d+) s$/.exec(line);
    if (epoch === null) continue;
    const [done, seconds] = [Number(epoch[1]), Number(epoch[2])];
    report({ step: 'fine-tuning', done, total: epochs, secondsLeft: (seconds / done) * (epochs - done) });
  }
  const [code] = await ended;
  if (code !== 0)
    throw new DocketError('training.failed', `Training ended with exit code ${code}; its message stands above.`);
}
