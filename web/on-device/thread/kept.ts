import { z } from 'zod';
import { DocketError } from '../../../schemas/errors.ts';
import { type OnDevicePackage, onDevicePackage } from '../../../schemas/on-device.ts';
import type { Progress, Skill } from '../thread-messages.ts';
import type { EngineFile } from './engine-files.ts';
import { fetchFile, verify } from './fetch-file.ts';
import type { FileShelf } from './file-shelf.ts';
import { addressOf, engineOf, mainPackageOf, packagesOf, skillNames } from './skills.ts';

/** Where the shelf says what it holds; no address of the service. */
const INDEX = '/on-device/kept.json';
const index = z.object({ skills: z.array(z.string()), packages: z.array(onDevicePackage) });
type Index = z.infer<typeof index>;

interface NeededFile {
  name: string;
  address: string;
  bytes: number;
  /** Null for the page's own programs, whose address names their content. */
  sha256: string | null;
}

/** What of the models is kept on this device, and how it gets there. */
export class Kept {
  readonly shelf: FileShelf;
  readonly #runtime: EngineFile;
  #index: Index = { skills: [], packages: [] };

  private constructor(shelf: FileShelf, runtime: EngineFile) {
    this.shelf = shelf;
    this.#runtime = runtime;
  }

  /** @param runtime the program that runs models on this device */
  static async open(shelf: FileShelf, runtime: EngineFile): Promise<Kept> {
    const kept = new Kept(shelf, runtime);
    const bytes = await shelf.get(INDEX);
    const parsed = bytes && index.safeParse(parseOrNull(bytes));
    if (parsed?.success) kept.#index = parsed.data;
    return kept;
  }

  get packages(): readonly OnDevicePackage[] {
    return this.#index.packages;
  }

  /** What this device can decide, or could. @param served what the service offers; null without it */
  async skills(served: readonly OnDevicePackage[] | null): Promise<Skill[]> {
    const offered = served ?? [];
    const names = new Set([...skillNames(offered), ...this.#index.skills]);
    const skills = await Promise.all([...names].map((name) => this.#skill(name, offered)));
    return skills.filter((skill) => skill !== null);
  }

  /**
   * Fetches what a skill needs and is not here, in place of an older version. What came before a failure stays.
   * @throws Problem, DocketError `model.unknown`, `model.invalid`
   */
  async keep(name: string, served: readonly OnDevicePackage[], onProgress: (progress: Progress) => void) {
    if (mainPackageOf(name, served) === undefined) {
      throw new DocketError('model.unknown', `The service offers no "${name}" to this device`);
    }
    await navigator.storage?.persist?.();
    const files = await this.#missing(neededFor(name, served, this.#runtime));
    const of = files.reduce((sum, { bytes }) => sum + bytes, 0);
    let done = 0;
    onProgress({ done, of });
    for (const file of files) {
      const bytes = await fetchFile(file.address, (more) => {
        done += more;
        onProgress({ done, of });
      });
      if (file.sha256 !== null) await verify(bytes, file.sha256, file.name);
      await this.shelf.put(file.address, bytes);
    }
    const others = this.#index.skills.filter((skill) => skill !== name);
    const packages = [
      ...others.flatMap((skill) => packagesOf(skill, this.#index.packages)),
      ...packagesOf(name, served),
    ];
    await this.#replace({ skills: [...others, name], packages });
  }

  async remove(name: string): Promise<void> {
    const skills = this.#index.skills.filter((skill) => skill !== name);
    await this.#replace({ skills, packages: skills.flatMap((skill) => packagesOf(skill, this.#index.packages)) });
  }

  async #skill(name: string, offered: readonly OnDevicePackage[]): Promise<Skill | null> {
    const own = mainPackageOf(name, this.#index.packages);
    const isKept = own !== undefined && this.#index.skills.includes(name);
    const source = mainPackageOf(name, offered) ? offered : this.#index.packages;
    const main = mainPackageOf(name, source);
    if (main === undefined) return null;
    const needed = neededFor(name, source, this.#runtime);
    const missing = await this.#missing(needed);
    return {
      name,
      version: main.card.version,
      labels: main.card.labels.length,
      bytes: needed.reduce((sum, { bytes }) => sum + bytes, 0),
      missing: missing.reduce((sum, { bytes }) => sum + bytes, 0),
      state: !isKept ? 'absent' : missing.length === 0 ? 'kept' : 'update',
    };
  }

  async #missing(files: readonly NeededFile[]): Promise<NeededFile[]> {
    const here = await Promise.all(files.map(({ address }) => this.shelf.has(address)));
    return files.filter((_, place) => !here[place]);
  }

  async #replace(next: Index): Promise<void> {
    const packages = [
      ...new Map(next.packages.map((item) => [`${item.card.name} ${item.card.version}`, item])).values(),
    ];
    this.#index = { skills: next.skills, packages };
    await this.shelf.put(INDEX, new TextEncoder().encode(JSON.stringify(this.#index)).buffer);
    const needed = next.skills.flatMap((skill) => neededFor(skill, packages, this.#runtime));
    await this.shelf.keepOnly(new Set([INDEX, ...needed.map(({ address }) => address)]));
  }
}

function neededFor(skill: string, packages: readonly OnDevicePackage[], runtime: EngineFile): NeededFile[] {
  const models = packagesOf(skill, packages).flatMap(({ card, files }) =>
    files.map(({ name, bytes, sha256 }) => ({
      name: `${name} of ${card.name} ${card.version}`,
      address: addressOf(sha256),
      bytes,
      sha256,
    })),
  );
  const engine = engineOf(skill, runtime).map((file) => ({ ...file, name: file.address, sha256: null }));
  return [...new Map([...engine, ...models].map((file) => [file.address, file])).values()];
}

function parseOrNull(bytes: ArrayBuffer): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}
