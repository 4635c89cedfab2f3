import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DocketError } from '../schemas/errors.ts';
import { type ModelCard, weightsFile } from '../schemas/model-card.ts';
import { packageRoot } from '../schemas/package-root.ts';
import type { PackageFiles, Packages } from './packages.ts';
import { readCard, verifyFiles } from './read-package.ts';
import { readServing } from './serving.ts';

/** One verified package; `model` is the absolute path of its weights. */
export interface ModelFiles extends PackageFiles {
  folder: string;
}

/** The packages of this machine. One with a broken card is left out of the list. */
export interface Registry extends Packages {
  /** Where a version lies, unverified: for what its card does not speak of. @throws DocketError as `card`. */
  folder(name: string, version?: string): string;
  /** Verifies the SHA-256 of every file the first time it is asked. @throws DocketError `model.invalid`. */
  files(name: string, version?: string): ModelFiles;
}

/** The folder of the weights that ship. */
export const shippedWeights = join(packageRoot, 'models', 'weights');

const folderNames = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => entry.name)
    : [];

function byVersion(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

/**
 * Opens the model packages below the shipped weights and `extraFolders` (`<folder>/<name>/<version>/card.json`).
 * A later folder wins over an earlier one; `<folder>/<name>/serving.json` says which version answers. Folders are looked at on
 * each call, so a model installed later is found.
 */
export function openRegistry(options: { extraFolders?: string[] } = {}): Registry {
  const roots = [shippedWeights, ...(options.extraFolders ?? [])];
  const verified = new Set<string>();

  const versionsOf = (name: string): Map<string, string> =>
    new Map(
      roots.flatMap((root) =>
        folderNames(join(root, name))
          .map((version): [string, string] => [version, join(root, name, version)])
          .filter(([, folder]) => existsSync(join(folder, 'card.json'))),
      ),
    );

  /** The chosen version, as long as it is installed; else the newest. */
  const servingOf = (name: string, versions: Map<string, string>): string | undefined => {
    const chosen = roots.map((root) => readServing(root, name)?.version).findLast((found) => found !== undefined);
    if (chosen !== undefined && versions.has(chosen)) return chosen;
    return [...versions.keys()].sort(byVersion).at(-1);
  };

  const find = (name: string, version?: string): { folder: string; card: ModelCard } => {
    const versions = /^[\w.-]+$/.test(name) ? versionsOf(name) : new Map<string, string>();
    const wanted = version ?? servingOf(name, versions);
    const folder = wanted === undefined ? undefined : versions.get(wanted);
    if (folder === undefined) {
      const asked = version === undefined ? name : `${name} ${version}`;
      throw new DocketError('model.unknown', `No model "${asked}" is installed; there are ${installedNames(roots)}`);
    }
    const card = readCard(folder);
    if (card.name !== name || card.version !== wanted) {
      throw new DocketError('model.invalid', `${folder} holds the card of ${card.name} ${card.version}`);
    }
    return { folder, card };
  };

  return {
    list() {
      const names = [...new Set(roots.flatMap(folderNames))].filter((name) => versionsOf(name).size > 0).sort();
      return names.flatMap((name) => {
        try {
          return [find(name).card];
        } catch (error) {
          if (error instanceof DocketError && error.code === 'model.invalid') return [];
          throw error;
        }
      });
    },
    versions: (name) => [...versionsOf(name).keys()].sort(byVersion),
    card: (name, version) => find(name, version).card,
    folder: (name, version) => find(name, version).folder,
    files(name, version) {
      const { folder, card } = find(name, version);
      if (!verified.has(folder)) {
        verifyFiles(folder, card);
        verified.add(folder);
      }
      const weights = weightsFile(card);
      if (!Object.hasOwn(card.files, weights))
        throw new DocketError('model.invalid', `${folder}: the card lists no ${weights}`);
      return {
        folder,
        model: join(folder, weights),
        read: async (file) => {
          const path = join(folder, file);
          if (!existsSync(path)) return null;
          const bytes = await readFile(path);
          return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
        },
      };
    },
  };
}

function installedNames(roots: string[]): string {
  return [...new Set(roots.flatMap(folderNames))].sort().join(', ') || 'none';
}
