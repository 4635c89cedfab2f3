import { closeReaders, type ReadLimits, readDocument } from '../../reading/read-document.ts';
import { isDrawn, renderPage } from '../../reading/render-page.ts';
import { DocketError } from '../../schemas/errors.ts';
import { documentFormat } from '../../schemas/reading.ts';
import { mutate } from './mutate.ts';
import { mutatePacked } from './mutate-packed.ts';
import { Random } from './random.ts';
import { type SampleSet, sampleSets } from './samples.ts';

/** Files in work at once: as many as there are readers on two cores. */
const WIDTH = 2;
/** Longest time that any file may take. */
export const SLOWEST_MS = 60_000;

const limits: ReadLimits = {
  maxBytes: 50 * 1024 * 1024,
  maxPages: 50,
  maxPixels: 40_000_000,
  maxFiles: 100,
  maxUnpackedBytes: 200 * 1024 * 1024,
  timeoutMs: SLOWEST_MS,
  memoryMb: 1536,
};

/** How one damaged file ended. `code` is null where it was read all the same. */
export interface Ending {
  index: number;
  format: string;
  how: string[];
  code: string | null;
  message: string;
  ms: number;
  bytes: Buffer;
}

export interface FormatReport {
  files: number;
  read: number;
  codes: Record<string, number>;
  slowestMs: number;
  late: number;
  defects: number;
}

export interface FuzzReport {
  seed: number;
  count: number;
  seconds: number;
  formats: Record<string, FormatReport>;
  defects: Omit<Ending, 'bytes'>[];
  late: Omit<Ending, 'bytes'>[];
}

/** An ending that is Docket's fault: it says nothing about the file, or loses its process. */
export function isDefect({ code }: Pick<Ending, 'code'>): boolean {
  return code?.startsWith('internal') === true || code === 'reading.crashed';
}

/** An ending that took more than a minute: on a machine with nothing else to do, a defect too. */
export const isLate = ({ ms }: Pick<Ending, 'ms'>): boolean => ms > SLOWEST_MS;

/** The damaged file of a seed and an index: the same on every machine that has the same samples. */
export async function damagedFile(sets: SampleSet[], seed: number, index: number) {
  const random = new Random(seed * 1_000_003 + index);
  const { format, samples } = random.pick(sets.flatMap((one) => Array<SampleSet>(one.weight).fill(one)));
  const [sample, donor] = [random.pick(samples), random.pick(samples)];
  const isPacked = sample.toString('latin1', 0, 2) === 'PK';
  const damage = isPacked && random.below(2) === 0 ? mutatePacked : mutate;
  return { format, ...(await damage(sample, random, donor)) };
}

async function readAndDraw(bytes: Buffer): Promise<void> {
  const { format, parts } = await readDocument(bytes, { limits });
  const drawn = documentFormat.safeParse(format);
  if (!drawn.success || !isDrawn(drawn.data) || !parts[0]?.pages.length) return;
  await renderPage(bytes, drawn.data, 0, { maxWidth: 400, limits });
}

async function ending(sets: SampleSet[], seed: number, index: number): Promise<Ending> {
  const { bytes, format, how } = await damagedFile(sets, seed, index);
  const started = performance.now();
  const end = (code: string | null, message: string): Ending => ({
    index,
    format,
    how,
    code,
    message,
    ms: Math.round(performance.now() - started),
    bytes,
  });
  try {
    await readAndDraw(bytes);
    return end(null, '');
  } catch (error) {
    if (error instanceof DocketError) return end(error.code, `${error.message} ${error.detail ?? ''}`.trim());
    return end('internal.thrown', error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}

function report(endings: Ending[], seed: number, seconds: number): FuzzReport {
  const formats: Record<string, FormatReport> = {};
  for (const { format, code, ms } of endings) {
    formats[format] ??= { files: 0, read: 0, codes: {}, slowestMs: 0, late: 0, defects: 0 };
    const row = formats[format];
    row.files += 1;
    if (code === null) row.read += 1;
    else row.codes[code] = (row.codes[code] ?? 0) + 1;
    row.slowestMs = Math.max(row.slowestMs, ms);
    if (isDefect({ code })) row.defects += 1;
    if (isLate({ ms })) row.late += 1;
  }
  const told = (which: Ending[]) => which.map(({ bytes: _, ...rest }) => rest);
  const [defects, late] = [told(endings.filter(isDefect)), told(endings.filter(isLate))];
  return { seed, count: endings.length, seconds, formats, defects, late };
}

/** Reads `count` damaged files through warm readers and draws what can be drawn. `onEnding` hears of each. */
export async function fuzz(options: {
  count: number;
  seed: number;
  from?: number;
  formats?: string[];
  onEnding?: (ending: Ending) => void;
}): Promise<FuzzReport> {
  const { count, seed, from = 0, formats, onEnding } = options;
  const sets = (await sampleSets()).filter(({ format }) => formats?.includes(format) ?? true);
  const endings: Ending[] = [];
  const started = performance.now();
  let next = from;
  const work = async () => {
    while (next < from + count) {
      const one = await ending(sets, seed, next++);
      endings.push(one);
      onEnding?.(one);
    }
  };
  await Promise.all(Array.from({ length: WIDTH }, work));
  await closeReaders();
  const seconds = Math.round((performance.now() - started) / 1000);
  return report(
    endings.toSorted((a, b) => a.index - b.index),
    seed,
    seconds,
  );
}
