import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { keptWhileUnchanged } from '../models/kept-while-unchanged.ts';
import type { ModelCard } from '../schemas/model-card.ts';
import type { OnDeviceFile, OnDevicePackage } from '../schemas/on-device.ts';
import { cardIn } from './card-file.ts';

/** What a browser can run: models of texts and of words with places. Recognition of pictures stays with the service. */
const TASKS: readonly ModelCard['task'][] = ['text-classification', 'text-embedding', 'token-classification'];
/** Files beside a card that it does not list. */
const UNLISTED = ['joint.json'];

export interface OnDevicePackages {
  /** The packages that serve, and the encoders that their desks were trained over, as they are on this machine. */
  list(): OnDevicePackage[];
  /** Where a file of one of them lies. */
  find(sha256: string): { path: string; bytes: number } | null;
}

/** @param folders where packages lie, a later one before an earlier one @param served the cards of those that serve */
export function onDevicePackages(folders: readonly string[], served: () => readonly ModelCard[]): OnDevicePackages {
  const located = () => {
    const cards = served().filter(({ task }) => TASKS.includes(task));
    const wanted = cards.flatMap(({ name, version, head }) => [
      join(name, version),
      ...(head ? [join(head.encoder.name, head.encoder.version)] : []),
    ]);
    return [...new Set(wanted)].flatMap((path) => {
      const folder = folders.map((root) => join(root, path)).findLast((one) => existsSync(join(one, 'card.json')));
      return folder === undefined ? [] : [{ folder, item: packageIn(folder) }];
    });
  };
  return {
    list: () => located().map(({ item }) => item),
    find(sha256) {
      for (const { folder, item } of located()) {
        const file = item.files.find((one) => one.sha256 === sha256);
        if (file) return { path: join(folder, file.name), bytes: file.bytes };
      }
      return null;
    },
  };
}

/** The card as it was written: the browser applies a joint calibrator by itself. */
function packageIn(folder: string): OnDevicePackage {
  const card = cardIn(folder);
  const listed = Object.entries(card.files)
    .filter(([name]) => basename(name) === name)
    .map(([name, { bytes, sha256 }]): OnDeviceFile => ({ name, bytes, sha256 }));
  const unlisted = UNLISTED.map((name) => join(folder, name)).filter((path) => existsSync(path));
  return { card, files: [...listed, ...unlisted.map((path) => unlistedFile(path))] };
}

const unlistedFile = keptWhileUnchanged((path): OnDeviceFile => {
  const content = readFileSync(path);
  return { name: basename(path), bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') };
});
