import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { z } from 'zod';
import { ImageFile } from '../../reading/image/open-image.ts';
import { recognisePage } from '../../reading/ocr/recognise-page.ts';
import { readLimits } from '../../reading/read-limits.ts';
import { parseConfig } from '../../schemas/config.ts';

/** What one contender read on one page. */
export interface PageRead {
  words: string[];
  /** Wall time. */
  seconds: number;
  /** Time of all cores together; null where it is not known. */
  cpuSeconds: number | null;
}

export interface Contender {
  name: string;
  read(path: string): Promise<PageRead>;
  close(): void;
}

const limits = readLimits(parseConfig({}));

/** Docket's own reading of an image, from the bytes of the file to its words, in this process. */
export const docket: Contender = {
  name: 'docket',
  async read(path) {
    const [started, cpu] = [performance.now(), process.cpuUsage()];
    const image = await ImageFile.open(await readFile(path), limits);
    const words = await recognisePage(await image.raster(0), 1);
    const { user, system } = process.cpuUsage(cpu);
    return {
      words: words.map(({ text }) => text),
      seconds: (performance.now() - started) / 1000,
      cpuSeconds: (user + system) / 1e6,
    };
  },
  close: () => undefined,
};

const run = promisify(execFile);

/** The tesseract on the PATH with its own settings, a process a page; null where there is none. */
export async function tesseract(): Promise<Contender | null> {
  try {
    await run('tesseract', ['--version']);
  } catch {
    return null;
  }
  return {
    name: 'tesseract',
    async read(path) {
      const started = performance.now();
      const { stdout } = await run('tesseract', [path, 'stdout'], { maxBuffer: 1 << 26 });
      const words = stdout.split(/\s+/).filter((word) => word !== '');
      return { words, seconds: (performance.now() - started) / 1000, cpuSeconds: null };
    },
    close: () => undefined,
  };
}

const reply = z.object({ words: z.array(z.string()), seconds: z.number(), cpuSeconds: z.number() });

/**
 * The plain PP-OCRv6 small pipeline as the Python package rapidocr runs it: detection at its default size, the uncut
 * recognition in single precision, one line at a time, on all cores.
 * @param python an interpreter that has rapidocr and onnxruntime
 */
export function rapidocr(python: string): Contender {
  const script = join(import.meta.dirname, 'read_with_rapidocr.py');
  const child: ChildProcess = spawn(python, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  if (!child.stdin || !child.stdout) throw new Error(`${python} has no standard streams.`);
  const { stdin } = child;
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    name: 'plain PP-OCRv6 small',
    async read(path) {
      stdin.write(`${path}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error(`${python} ended early: it needs the packages rapidocr and onnxruntime.`);
      return reply.parse(JSON.parse(value));
    },
    close: () => {
      stdin.end();
    },
  };
}
