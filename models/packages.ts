import type { ModelCard } from '../schemas/model-card.ts';

/** One file of a package. */
export interface PackageFile {
  bytes: Uint8Array;
  /** SHA-256 of the bytes, in hexadecimal. */
  sha256: string;
}

/** The files of one verified package. */
export interface PackageFiles {
  /** By what `Sessions` know the weights. */
  model: string;
  /** One of its files by name, null where the package has none. */
  read(name: string): Promise<PackageFile | null>;
}

/** Where a specialist's package comes from: the folders of this machine, or what a browser keeps. */
export interface Packages {
  /** The serving version of every installed model, by name. */
  list(): ModelCard[];
  /** The installed versions of a model, oldest first. */
  versions(name: string): string[];
  /** Without a version: the one that serves. @throws DocketError `model.unknown` or `model.invalid`. */
  card(name: string, version?: string): ModelCard;
  /** @throws DocketError `model.invalid` where a file is not the one that the card names. */
  files(name: string, version?: string): PackageFiles;
}
