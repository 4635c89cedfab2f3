import { type Entry, fromBufferPromise, getFileNameLowLevel, type ZipFile } from 'yauzl';
import { DocketError } from '../../schemas/errors.ts';

/** A ratio above which an archive of some size is a bomb; text and white pictures come to some hundred at most. */
const MAX_RATIO = 300;
/** Below this an archive is harmless whatever its ratio. */
const HARMLESS_BYTES = 16 * 1024 * 1024;

export interface ZipEntry {
  /** Its path in the archive without "..", "." and leading slashes: a label, never a place to write to. */
  name: string;
  /** @throws DocketError `archive.broken`, `archive.encrypted`, `archive.too-large` */
  read(): Promise<Uint8Array>;
}

/** What a ZIP may come to. */
export interface ZipLimits {
  maxFiles: number;
  maxUnpackedBytes: number;
}

const broken = (what: string, cause: unknown) => {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new DocketError('archive.broken', `${what} is damaged: ${reason.slice(0, 200)}.`, { cause });
};

function tidyName(entry: Entry): string {
  const name = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false);
  const steps = name
    .replaceAll('\\', '/')
    .replace(/^[A-Za-z]:/, '')
    .split('/');
  const kept = steps.filter((step) => step !== '' && step !== '.' && step !== '..');
  return kept.join('/').replace(/\p{Cc}/gu, '') || 'unnamed';
}

/** Inflates one entry and stops as soon as it exceeds what is left. */
async function inflate(zip: ZipFile, entry: Entry, name: string, budget: { left: number }): Promise<Uint8Array> {
  if (entry.isEncrypted()) {
    throw new DocketError('archive.encrypted', `${name} in the archive is encrypted and asks for a password.`);
  }
  const pieces: Uint8Array[] = [];
  try {
    for await (const piece of await zip.openReadStreamPromise(entry)) {
      budget.left -= piece.length;
      if (budget.left < 0) throw tooLarge('The archive unpacks to more than its limit in bytes');
      pieces.push(piece);
    }
  } catch (cause) {
    throw cause instanceof DocketError ? cause : broken(`${name} in the archive`, cause);
  }
  return Buffer.concat(pieces);
}

const tooLarge = (what: string) => new DocketError('archive.too-large', `${what}.`);

/**
 * The files of a ZIP in the order of its directory, each inflated when it is asked for. What is inflated is counted
 * against the limits whatever the directory claims.
 * @throws DocketError `archive.broken`, `archive.too-large`
 */
export async function openZip(bytes: Uint8Array, limits: ZipLimits): Promise<ZipEntry[]> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const entries: Entry[] = [];
  let zip: ZipFile;
  try {
    zip = await fromBufferPromise(buffer, { lazyEntries: true, decodeStrings: false });
    if (zip.entryCount > limits.maxFiles * 10) throw tooLarge(`The archive has ${zip.entryCount} entries`);
    for await (const entry of zip.eachEntry()) entries.push(entry);
  } catch (cause) {
    throw cause instanceof DocketError ? cause : broken('The archive', cause);
  }
  const files = entries.filter(({ fileNameRaw }) => !/[/\\]$/.test(fileNameRaw.toString('latin1')));
  if (files.length > limits.maxFiles) {
    throw tooLarge(`The archive has ${files.length} files; the limit is ${limits.maxFiles}`);
  }
  const claimed = files.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
  if (claimed > limits.maxUnpackedBytes) {
    throw tooLarge(`The archive unpacks to ${claimed} bytes; the limit is ${limits.maxUnpackedBytes}`);
  }
  if (claimed > HARMLESS_BYTES && claimed > MAX_RATIO * bytes.length) {
    throw tooLarge(`The archive unpacks to ${Math.round(claimed / bytes.length)} times its size`);
  }
  const budget = { left: limits.maxUnpackedBytes };
  return files.map((entry) => {
    const name = tidyName(entry);
    return { name, read: () => inflate(zip, entry, name, budget) };
  });
}
