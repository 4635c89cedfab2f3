import { DocketError } from '../schemas/errors.ts';
import {
  type ContainerFormat,
  type DocumentFormat,
  type DocumentProblem,
  isContainerFormat,
  type MessageHeader,
} from '../schemas/reading.ts';
import type { ReadLimits } from './read-limits.ts';
import { runInReader } from './reader-pool.ts';
import { sniffFormat } from './sniff-format.ts';
import type { BroughtFile, Unpacked } from './unpacked.ts';

/** E-mails and archives inside one another. A forwarded e-mail with a ZIP is two deep. */
const MAX_DEPTH = 4;

interface Container {
  bytes: Uint8Array;
  format: ContainerFormat;
  /** Path of the container, empty for the outermost. */
  path: string;
  /** What a signed file is called says what was signed. */
  name: string | null;
  message: MessageHeader | null;
  depth: number;
}

/** A file out of a container that may be read. */
export interface CarriedDocument {
  path: string;
  bytes: Uint8Array;
  format: DocumentFormat;
  message: MessageHeader | null;
  isOptional: boolean;
}

/** A file out of a container that cannot be read, and why. */
export type LostDocument = Pick<CarriedDocument, 'path' | 'bytes' | 'message'> & { problem: DocumentProblem };

/** A MIME entity within a signed one has no header of a message of its own. */
function saysSomething(header: MessageHeader): boolean {
  const { subject, from, to, date, messageId } = header;
  return (subject ?? from ?? to[0] ?? date ?? messageId ?? null) !== null;
}

/** Everything a container brings, inner containers opened, within one budget of files and bytes. */
export class Unpacking {
  readonly found: (CarriedDocument | LostDocument)[] = [];
  readonly passedOver: string[] = [];
  /** Paths of what carries a signature, which is not checked; empty for the outermost. */
  readonly signed: string[] = [];
  readonly #limits: ReadLimits;
  readonly #signal: AbortSignal | undefined;
  #filesLeft: number;
  #bytesLeft: number;

  constructor(limits: ReadLimits, signal?: AbortSignal) {
    this.#limits = limits;
    this.#signal = signal;
    this.#filesLeft = limits.maxFiles;
    this.#bytesLeft = limits.maxUnpackedBytes;
  }

  async open({ bytes, format, path, name, message, depth }: Container): Promise<void> {
    const limits = { ...this.#limits, maxFiles: this.#filesLeft, maxUnpackedBytes: this.#bytesLeft };
    const unpacked = await runInReader({ kind: 'unpack', bytes, format, name, limits }, this.#signal);
    const carrier = unpacked.message && saysSomething(unpacked.message) ? unpacked.message : message;
    if (unpacked.isSigned) this.signed.push(path);
    const at = (name: string) => (path === '' ? name : `${path}/${name}`);
    this.passedOver.push(...unpacked.passedOver.map(at));
    this.#count(unpacked.files);
    for (const file of unpacked.files) {
      if ('problem' in file) this.#lose(at(file.name), new Uint8Array(), carrier, file.problem);
      else await this.#take({ ...file, name: at(file.name) }, carrier, depth);
    }
  }

  #count(files: Unpacked['files']): void {
    this.#filesLeft -= files.length;
    for (const file of files) this.#bytesLeft -= 'bytes' in file ? file.bytes.length : 0;
    const { maxFiles, maxUnpackedBytes } = this.#limits;
    if (this.#filesLeft < 0) {
      throw new DocketError('archive.too-large', `The file holds more than ${maxFiles} files.`);
    }
    if (this.#bytesLeft < 0) {
      throw new DocketError('archive.too-large', `The file unpacks to more than ${maxUnpackedBytes} bytes.`);
    }
  }

  async #take(
    { name: path, bytes, format: known, isOptional }: BroughtFile,
    message: MessageHeader | null,
    depth: number,
  ) {
    try {
      const format = known ?? sniffFormat(bytes, path);
      if (!isContainerFormat(format)) {
        this.found.push({ path, bytes, format, message, isOptional });
        return;
      }
      if (depth >= MAX_DEPTH) {
        throw new DocketError('archive.too-deep', `${path} lies more than ${MAX_DEPTH} archives or e-mails deep.`);
      }
      await this.open({ bytes, format, path, name: path, message, depth: depth + 1 });
    } catch (error) {
      if (!(error instanceof DocketError) || error.code === 'archive.too-large') throw error;
      if (isOptional) this.passedOver.push(path);
      else this.#lose(path, bytes, message, error);
    }
  }

  #lose(
    path: string,
    bytes: Uint8Array,
    message: MessageHeader | null,
    { code, message: text }: DocumentProblem,
  ): void {
    this.found.push({ path, bytes, message, problem: { code, message: text } });
  }
}
