import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { keptWhileUnchanged } from '../models/kept-while-unchanged.ts';
import { readServing } from '../models/serving.ts';
import type { DocumentBounds } from '../schemas/document-bound.ts';
import { jointCalibration } from '../schemas/joint-calibration.ts';
import type { ModelCard } from '../schemas/model-card.ts';
import { cardIn } from './card-file.ts';

/** A card with the bounds in force, and those on whole documents where its joint calibrator states them. */
export type InstalledModel = ModelCard & { documentBounds?: DocumentBounds | undefined };

/**
 * The card of the version that serves of every model below these folders (`<folder>/<name>/<version>/card.json`), else the
 * newest, a later folder before an earlier one; looked at on each call. A card that does not parse is left out: the workers name it when they load it.
 */
export function installedModels(folders: readonly string[]): InstalledModel[] {
  const chosen = new Map<string, InstalledModel>();
  for (const folder of folders) {
    for (const path of globSync('*/*/card.json', { cwd: folder })) {
      const card = readCard(dirname(join(folder, path)));
      if (card === null) continue;
      const known = chosen.get(card.name);
      const serving = servingVersion(folders, card.name);
      const beaten =
        known?.version === serving ? card.version === serving : isAtLeast(card.version, known?.version ?? '');
      if (known === undefined || card.version === serving || beaten) chosen.set(card.name, card);
    }
  }
  return [...chosen.values()].sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

function servingVersion(folders: readonly string[], name: string): string | undefined {
  try {
    return folders.map((folder) => readServing(folder, name)?.version).findLast((version) => version !== undefined);
  } catch {
    return undefined;
  }
}

function readCard(folder: string): InstalledModel | null {
  try {
    return withBoundsInForce(cardIn(folder), folder);
  } catch {
    return null;
  }
}

const jointIn = keptWhileUnchanged((path) => jointCalibration.parse(JSON.parse(readFileSync(path, 'utf8'))));

/** A joint calibrator beside the weights has bounds of its own, which take the place of the card's. */
function withBoundsInForce(card: ModelCard, folder: string): InstalledModel {
  const path = join(folder, 'joint.json');
  if (!card.calibration || !existsSync(path)) return card;
  const { thresholds, documents } = jointIn(path);
  return { ...card, calibration: { ...card.calibration, thresholds }, documentBounds: documents };
}

function isAtLeast(version: string, other: string): boolean {
  return version.localeCompare(other, 'en', { numeric: true }) >= 0;
}
