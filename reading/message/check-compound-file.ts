/** Fields of the header and of a directory entry (MS-CFB 2.2 and 2.6.1). */
const HEADER = {
  sectorShift: 30,
  fatCount: 44,
  directory: 48,
  miniFat: 60,
  miniFatCount: 64,
  difat: 68,
  difatCount: 72,
  difatStart: 76,
};
const HEADER_DIFAT = 109;
const ENTRY = { bytes: 128, type: 66, left: 68, right: 72, child: 76, size: 120 };
const STREAM = 2;
/** Sector numbers from here on are marks: free, end of chain, table (MS-CFB 2.1). */
const FIRST_MARK = 0xfffffff0;

/** A Compound File's tables, read without trust in any of its numbers. */
class Tables {
  readonly #bytes: Buffer;
  readonly #sectorSize: number;
  readonly #sectors: number;

  constructor(bytes: Buffer) {
    const shift = bytes.length >= 512 ? bytes.readUInt16LE(HEADER.sectorShift) : 0;
    if (shift !== 9 && shift !== 12) throw new Error('it has no valid sector size');
    this.#bytes = bytes;
    this.#sectorSize = 1 << shift;
    this.#sectors = Math.ceil(bytes.length / this.#sectorSize) - 1;
    for (const count of [HEADER.fatCount, HEADER.miniFatCount, HEADER.difatCount]) {
      if (this.header(count) > this.#sectors) throw new Error('it claims more tables than it has sectors');
    }
  }

  header(offset: number): number {
    return this.#bytes.readUInt32LE(offset);
  }

  /** The bytes of a sector; shorter where the file ends in it. */
  sector(number: number): Buffer {
    if (number >= this.#sectors) throw new Error(`sector ${number} lies outside of it`);
    const from = (number + 1) * this.#sectorSize;
    return this.#bytes.subarray(from, from + this.#sectorSize);
  }

  numbers(sector: number): number[] {
    const bytes = this.sector(sector);
    return Array.from({ length: Math.floor(bytes.length / 4) }, (_, index) => bytes.readUInt32LE(index * 4));
  }

  /** The sectors that hold the file allocation table. */
  fatSectors(): number[] {
    const listed = Array.from({ length: HEADER_DIFAT }, (_, index) => this.header(HEADER.difatStart + 4 * index));
    let next = this.header(HEADER.difat);
    for (let left = this.header(HEADER.difatCount); left > 0 && next < FIRST_MARK; left -= 1) {
      const numbers = this.numbers(next);
      listed.push(...numbers.slice(0, -1));
      next = numbers.at(-1) ?? FIRST_MARK;
    }
    return listed.slice(0, this.header(HEADER.fatCount)).filter((number) => number < FIRST_MARK);
  }
}

/** The links of a chain from its first one on. @throws where they come back to one of themselves */
function chain(first: number, next: readonly number[]): number[] {
  const links: number[] = [];
  for (let at = first; at < FIRST_MARK; at = next[at] ?? FIRST_MARK) {
    if (links.length > next.length) throw new Error('a chain of its sectors runs in a circle');
    links.push(at);
  }
  return links;
}

/** Every link of a table leads on to an end. */
function checkEnds(next: readonly number[]): void {
  const ends = new Uint8Array(next.length);
  for (let first = 0; first < next.length; first += 1) {
    const path: number[] = [];
    let at = first;
    while (at < next.length && ends[at] === 0) {
      ends[at] = 1;
      path.push(at);
      at = next[at] ?? FIRST_MARK;
    }
    if (at < next.length && ends[at] === 1) throw new Error('a chain of its sectors runs in a circle');
    for (const link of path) ends[link] = 2;
  }
}

/** The directory is a tree, no entry of which is reached twice or larger than the file. */
function checkTree(directory: Buffer, fileSize: number): void {
  const seen = new Set<number>();
  const open = [0];
  const count = Math.floor(directory.length / ENTRY.bytes);
  for (let entry = open.pop(); entry !== undefined; entry = open.pop()) {
    if (seen.has(entry)) throw new Error('its directory runs in a circle');
    seen.add(entry);
    const isStream = directory[entry * ENTRY.bytes + ENTRY.type] === STREAM;
    if (isStream && directory.readUInt32LE(entry * ENTRY.bytes + ENTRY.size) > fileSize) {
      throw new Error('a stream of it claims to be larger than it is');
    }
    for (const link of [ENTRY.left, ENTRY.right, ENTRY.child]) {
      const to = directory.readUInt32LE(entry * ENTRY.bytes + link);
      if (to < count) open.push(to);
    }
  }
}

/**
 * Checks that a Compound File (MS-CFB) can be walked to an end: its tables lie inside it and have no loops.
 * @throws Error that says what is wrong with it
 */
export function checkCompoundFile(bytes: Uint8Array): void {
  const tables = new Tables(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
  const fat = tables.fatSectors().flatMap((sector) => tables.numbers(sector));
  checkEnds(fat);
  const directory = chain(tables.header(HEADER.directory), fat).map((sector) => tables.sector(sector));
  if (directory.length === 0) throw new Error('it has no directory');
  checkTree(Buffer.concat(directory), bytes.length);
  checkEnds(chain(tables.header(HEADER.miniFat), fat).flatMap((sector) => tables.numbers(sector)));
}
