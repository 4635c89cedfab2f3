import { randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DeskTraining, DeskVersion, TrainingJob } from '../schemas/desk-training.ts';
import { DocketError } from '../schemas/errors.ts';
import type { Serving } from '../schemas/serving.ts';
import { requireDeskName } from './desk-training/desk-name.ts';
import { readComparison, readReport } from './desk-training/package-files.ts';
import { promote, rollBack } from './desk-training/promote.ts';
import { type RunningTraining, runTraining } from './desk-training/run-child.ts';
import { userModels } from './desk-training/train-desk.ts';
import { type DeskTrials, openDeskTrials } from './desk-trial/desk-trials.ts';
import { openRegistry } from './registry.ts';

/** Trainings that may wait for the one that runs. */
const MOST_WAITING = 10;
/** Ended trainings that are remembered. */
const MOST_KEPT = 50;

export type TrainingOrder = Pick<TrainingJob, 'name' | 'fileName' | 'leaveOutConflicts' | 'alpha' | 'corrected'> & {
  bytes: Uint8Array;
  actor: string;
};

/** Desks of users' own labels, for the service: trains one at a time in a child process, promotes and rolls back. */
export type DeskOffice = {
  /** @throws DocketError `request.invalid`, `request.conflict`. */
  train(order: TrainingOrder): Promise<DeskTraining>;
  /** Newest first. */
  trainings(): DeskTraining[];
  /** @throws DocketError `request.not-found`. */
  training(id: string): DeskTraining;
  /** Newest first. @throws DocketError `ticket.unknown-desk`. */
  versions(name: string): DeskVersion[];
  /** @throws DocketError `model.unknown`, `model.not-better`. */
  promote(name: string, version: string, force: boolean): Serving;
  /** @throws DocketError `model.no-earlier-version`. */
  rollBack(name: string): Serving;
  /** Tries desks on texts that are no case. */
  trials: Pick<DeskTrials, 'triage' | 'reasons'>;
  close(): Promise<void>;
};

/** `ended` is told of each training that has ended. */
export function openDeskOffice(dataDir: string, ended: (training: DeskTraining) => void = () => {}): DeskOffice {
  const root = userModels(dataDir);
  const registry = openRegistry({ extraFolders: [root] });
  const trials = openDeskTrials(dataDir);
  const trainings = new Map<string, DeskTraining>();
  const waiting: { id: string; job: TrainingJob }[] = [];
  let running: RunningTraining | null = null;
  let closed = false;

  const set = (
    id: string,
    change: (order: Pick<DeskTraining, 'id' | 'name' | 'fileName' | 'actor' | 'at'>) => DeskTraining,
  ) => {
    const known = trainings.get(id);
    if (known === undefined) return;
    const { name, fileName, actor, at } = known;
    trainings.set(id, change({ id, name, fileName, actor, at }));
  };
  const next = async (): Promise<void> => {
    const entry = waiting[0];
    if (running !== null || entry === undefined || closed) return;
    waiting.shift();
    const { id, job } = entry;
    set(id, (order) => ({ ...order, status: 'running', progress: null }));
    running = runTraining(job, (progress) => set(id, (order) => ({ ...order, status: 'running', progress })));
    const { kind: status, ...outcome } = await running.outcome;
    running = null;
    set(id, (order) => ({ ...order, status, ...outcome }) as DeskTraining);
    await rm(job.file, { force: true });
    const training = trainings.get(id);
    if (training !== undefined) ended(training);
    void next();
  };

  return {
    async train({ bytes, actor, ...order }) {
      requireDeskName(order.name);
      if (waiting.length >= MOST_WAITING) {
        throw new DocketError('request.conflict', `${waiting.length} trainings are waiting; wait until one has ended`);
      }
      const id = randomUUID();
      const folder = join(dataDir, 'training');
      await mkdir(folder, { recursive: true });
      const file = join(folder, `${id}.rows`);
      await writeFile(file, bytes, { mode: 0o600 });
      const { name, fileName } = order;
      const training: DeskTraining = { id, name, fileName, actor, at: new Date().toISOString(), status: 'waiting' };
      trainings.set(id, training);
      for (const [old, { status }] of [...trainings].slice(0, Math.max(0, trainings.size - MOST_KEPT))) {
        if (status !== 'waiting' && status !== 'running') trainings.delete(old);
      }
      waiting.push({ id, job: { ...order, dataDir, file } });
      void next();
      return training;
    },
    trainings: () => [...trainings.values()].reverse(),
    training(id) {
      const found = trainings.get(id);
      if (found === undefined) throw new DocketError('request.not-found', `There is no training ${id}`);
      return found;
    },
    versions(name) {
      const versions = registry.versions(name);
      if (versions.length === 0) throw new DocketError('ticket.unknown-desk', `There is no desk "${name}"`);
      const serving = registry.card(name).version;
      return versions.reverse().map((version) => {
        const card = registry.card(name, version);
        const folder = registry.folder(name, version);
        return {
          version,
          serves: version === serving,
          labels: card.labels.length,
          createdAt: card.createdAt,
          report: readReport(folder),
          comparison: readComparison(folder),
        };
      });
    },
    promote: (name, version, force) => promote(registry, root, name, version, force),
    rollBack: (name) => rollBack(registry, root, name),
    trials,
    async close() {
      closed = true;
      await trials.close();
      running?.stop();
      await running?.outcome;
      await Promise.all(waiting.map(({ job }) => rm(job.file, { force: true })));
    },
  };
}
