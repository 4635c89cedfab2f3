import type { PackageFiles, Packages } from '../../../models/packages.ts';
import { DocketError } from '../../../schemas/errors.ts';
import { type ModelCard, weightsFile } from '../../../schemas/model-card.ts';
import type { OnDevicePackage } from '../../../schemas/on-device.ts';
import type { FileShelf } from './file-shelf.ts';
import { addressOf } from './skills.ts';

/** The packages that this device keeps, whose files were verified when they came. */
export function keptPackages(kept: readonly OnDevicePackage[], shelf: FileShelf): Packages {
  const find = (name: string, version?: string): OnDevicePackage => {
    const found = kept.findLast(({ card }) => card.name === name && (version ?? card.version) === card.version);
    if (found) return found;
    const asked = version === undefined ? name : `${name} ${version}`;
    throw new DocketError('model.unknown', `"${asked}" is not kept on this device`);
  };
  return {
    list: () => kept.map(({ card }) => card),
    versions: (name) => kept.filter(({ card }) => card.name === name).map(({ card }) => card.version),
    card: (name, version): ModelCard => find(name, version).card,
    files(name, version): PackageFiles {
      const { card, files } = find(name, version);
      const fileOf = (wanted: string) => files.find((file) => file.name === wanted);
      const weights = fileOf(weightsFile(card));
      if (!weights) throw new DocketError('model.invalid', `${card.name} ${card.version} lists no weights`);
      return {
        model: addressOf(weights.sha256),
        async read(wanted) {
          const file = fileOf(wanted);
          const bytes = file && (await shelf.get(addressOf(file.sha256)));
          return bytes ? { bytes: new Uint8Array(bytes), sha256: file.sha256 } : null;
        },
      };
    },
  };
}
