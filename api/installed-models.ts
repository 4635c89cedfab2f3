import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ModelCard, modelCard } from '../schemas/model-card.ts';

/**
 * The newest card of every model below these folders (`<folder>/<name>/<version>/card.json`), a later folder before an
 * earlier one; looked at on each call. A card that does not parse is left out: the workers name it when they load it.
 */
export function installedModels(folders: readonly string[]): ModelCard[] {
  const newest = new Map<string, ModelCard>();
  for (const folder of folders) {
    for (const path of globSync('*/*/card.json', { cwd: folder })) {
      const card = readCard(join(folder, path));
      if (card === null) continue;
      const known = newest.get(card.name);
      if (known === undefined || isAtLeast(card.version, known.version)) newest.set(card.name, card);
    }
  }
  return [...newest.values()].sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

function readCard(path: string): ModelCard | null {
  try {
    return modelCard.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}

function isAtLeast(version: string, other: string): boolean {
  return version.localeCompare(other, 'en', { numeric: true }) >= 0;
}
