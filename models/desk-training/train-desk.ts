import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DeskReport } from '../../schemas/desk-report.ts';
import { DocketError } from '../../schemas/errors.ts';
import type { ModelCard } from '../../schemas/model-card.ts';
import type { Comparison } from '../../schemas/serving.ts';
import { openRegistry, type Registry } from '../registry.ts';
import { readServing, serve } from '../serving.ts';
import type { SessionPool } from '../session-pool.ts';
import { openTicketSpecialist } from '../ticket-specialist.ts';
import { compare, type JudgedRow } from './compare.ts';
import { rowHash } from './labelled-row.ts';
import { readLearned, writeFacts } from './package-files.ts';
import type { PreparedRows } from './prepare-rows.ts';
import type { ReportProgress } from './progress.ts';

export type DeskOrder = {
  name: string;
  data: PreparedRows;
  /** What the card says of the data. */
  source: { name: string; sha256: string };
  /** The error that acceptance is held to. */
  alpha?: number;
};
export type Made = { report: DeskReport; learned: number[]; judged: JudgedRow[] };
/** One way of training: writes the package into `folder`, below the model folder `root`. */
export type MakeDesk = (order: DeskOrder, place: { root: string; folder: string; version: string }) => Promise<Made>;
export type DeskTrained = { card: ModelCard; report: DeskReport; comparison: Comparison | null };
export type DeskHouse = { dataDir: string; sessions: SessionPool };

export const userModels = (dataDir: string): string => join(dataDir, 'models');
export const sourceOf = (name: string, bytes: Uint8Array) => ({
  name,
  sha256: createHash('sha256').update(bytes).digest('hex'),
});

/**
 * Trains a version of a desk beside the registry, compares it with the one that serves, and moves it in whole. It serves where
 * the name is new or the comparison says so.
 */
export async function trainDesk(
  house: DeskHouse,
  order: DeskOrder,
  make: MakeDesk,
  report: ReportProgress,
): Promise<DeskTrained> {
  const { name } = order;
  const root = userModels(house.dataDir);
  const registry = openRegistry({ extraFolders: [root] });
  const version = nextVersion(registry.versions(name));
  const stage = join(house.dataDir, 'training', randomUUID());
  const folder = join(stage, name, version);
  await mkdir(folder, { recursive: true });
  try {
    const made = await make(order, { root: stage, folder, version });
    report({ step: 'comparing', done: 0, total: 1, secondsLeft: null });
    const card = openRegistry({ extraFolders: [root, stage] }).card(name, version);
    const comparison = await againstChampion(house, registry, card, made.judged);
    const learned = made.learned.map((row) => rowHash(order.data.rows[row]?.text ?? ''));
    await writeFacts(folder, { report: made.report, comparison, learned });
    await moveIn(root, folder, card, comparison);
    return { card, report: made.report, comparison };
  } finally {
    await rm(stage, { recursive: true, force: true });
  }
}

async function againstChampion(
  house: DeskHouse,
  registry: Registry,
  card: ModelCard,
  judged: readonly JudgedRow[],
): Promise<Comparison | null> {
  if (registry.versions(card.name).length === 0) return null;
  const champion = registry.card(card.name);
  const specialist = await openTicketSpecialist(registry, house.sessions, card.name, champion.version);
  const folder = registry.folder(card.name, champion.version);
  return compare(card, judged, { card: champion, specialist, learned: readLearned(folder) });
}

async function moveIn(root: string, folder: string, card: ModelCard, comparison: Comparison | null): Promise<void> {
  const { name, version } = card;
  const place = join(root, name, version);
  if (existsSync(place))
    throw new DocketError('request.conflict', `${name} ${version} was trained by someone else meanwhile`);
  if (comparison !== null && readServing(root, name) === null) {
    serve(root, name, comparison.champion, 'served before versions were compared');
  }
  await mkdir(join(root, name), { recursive: true });
  await rename(folder, place);
  if (comparison === null || comparison.serves) serve(root, name, version, comparison?.sentence ?? 'the first version');
}

/** 1.0.0, then the next minor version. */
function nextVersion(versions: readonly string[]): string {
  const [major = 1, minor = -1] = versions.at(-1)?.split('.').map(Number) ?? [];
  return `${major}.${minor + 1}.0`;
}
