import { DocketError } from '../../schemas/errors.ts';
import { openZip, type ZipEntry } from '../archive/open-zip.ts';
import { decodeText } from '../decode-text.ts';
import type { ReadLimits } from '../read-limits.ts';
import { parseXml, type XmlElement } from '../xml/parse-xml.ts';
import { all } from '../xml/select.ts';

/** Parts of an Office file: many pictures and themes, a few texts. */
const MAX_PARTS = 5000;

/** A link of one part to another (ECMA-376 part 2, relationships). */
export interface Relationship {
  id: string;
  /** The last word of its type, such as "header" or "worksheet". */
  kind: string;
  /** Name of the part it leads to. */
  target: string;
}

function resolve(from: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1);
  const steps = from.split('/').slice(0, -1);
  for (const step of target.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.') steps.push(step);
  }
  return steps.join('/');
}

/** The parts of an Office Open XML file. Nothing outside the file is ever followed. */
export class OfficePackage {
  readonly #entries: Map<string, ZipEntry>;

  private constructor(entries: ZipEntry[]) {
    this.#entries = new Map(entries.map((entry) => [entry.name, entry]));
  }

  /** @throws DocketError `archive.too-large`, `office.broken` */
  static async open(bytes: Uint8Array, limits: ReadLimits): Promise<OfficePackage> {
    const { maxUnpackedBytes } = limits;
    return new OfficePackage(await openZip(bytes, { maxFiles: MAX_PARTS, maxUnpackedBytes }).catch(asOfficeError));
  }

  /** A part as XML with its white space kept; undefined where it is missing. @throws DocketError `office.broken`, `xml.dtd` */
  async xml(name: string): Promise<XmlElement | undefined> {
    const bytes = await this.#entries.get(name)?.read().catch(asOfficeError);
    if (bytes === undefined) return undefined;
    try {
      return parseXml(decodeText(bytes), { keepSpace: true });
    } catch (error) {
      if (!(error instanceof DocketError) || error.code === 'xml.dtd') throw error;
      throw new DocketError('office.broken', `The part ${name} of the document is damaged: ${error.message}`);
    }
  }

  /** Where a part leads, by its relationships; targets outside the file are left out. */
  async relationships(part: string): Promise<Relationship[]> {
    const slash = part.lastIndexOf('/') + 1;
    const root = await this.xml(`${part.slice(0, slash)}_rels/${part.slice(slash)}.rels`);
    return all(root, 'Relationship').flatMap(({ attributes }) => {
      const target = attributes.get('Target');
      if (target === undefined || attributes.get('TargetMode') === 'External') return [];
      const kind = attributes.get('Type')?.split('/').at(-1) ?? '';
      return [{ id: attributes.get('Id') ?? '', kind, target: resolve(part, target) }];
    });
  }

  /** Name of the part that is the document itself. @throws DocketError `office.broken` */
  async mainPart(): Promise<string> {
    const main = (await this.relationships('')).find(({ kind }) => kind === 'officeDocument');
    if (!main) throw new DocketError('office.broken', 'The file has no document part.');
    return main.target;
  }
}

function asOfficeError(error: unknown): never {
  if (!(error instanceof DocketError) || !/^archive\.(broken|encrypted)$/.test(error.code)) throw error;
  throw new DocketError('office.broken', `The document is damaged: ${error.message}`, { cause: error });
}
