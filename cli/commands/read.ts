import { writeFile } from 'node:fs/promises';
import { type Command, InvalidArgumentError } from 'commander';
import { closeReaders, readDocument } from '../../reading/read-document.ts';
import { type ReadLimits, readLimits } from '../../reading/read-limits.ts';
import { isDrawn, renderPage } from '../../reading/render-page.ts';
import { parseConfig } from '../../schemas/config.ts';
import { DocketError } from '../../schemas/errors.ts';
import type { Reading } from '../../schemas/reading.ts';
import { drawOverlay } from '../local/draw-overlay.ts';
import { pageOfReading } from '../local/page-of-reading.ts';
import { openOutput } from '../output.ts';
import { readInput } from '../read-input.ts';

interface ReadOptions {
  output?: string;
  overlay?: string;
  page: number;
}

/** Pixels across an overlay: the words of an A4 page are read without a lens. */
const OVERLAY_WIDTH = 1600;

async function writeOverlay(
  target: string,
  reading: Reading,
  files: ReadonlyMap<string | null, Uint8Array>,
  { page: number, limits }: { page: number; limits: ReadLimits },
): Promise<void> {
  const { page, index, format, carriedBy } = pageOfReading(reading, number);
  const bytes = files.get(carriedBy);
  const picture =
    bytes && format !== null && isDrawn(format)
      ? await renderPage(bytes, format, index, { maxWidth: OVERLAY_WIDTH, turn: page.turn, limits })
      : null;
  const drawn = await drawOverlay(page, picture, OVERLAY_WIDTH / page.width);
  await writeFile(target, drawn).catch((cause: NodeJS.ErrnoException) => {
    throw new DocketError('file.unreadable', `${target} cannot be written (${cause.code}).`, { cause });
  });
}

async function read(file: string, options: ReadOptions): Promise<void> {
  const limits = readLimits(parseConfig(process.env));
  const output = openOutput(options.output);
  try {
    const bytes = await readInput(file, limits.maxBytes);
    const files = new Map<string | null, Uint8Array>([[null, bytes]]);
    const keepFile = async ({ sha256 }: { sha256: string }, carried: Uint8Array) => files.set(sha256, carried);
    const reading = await readDocument(bytes, { fileName: file, limits, keepFile });
    if (options.overlay !== undefined) {
      await writeOverlay(options.overlay, reading, files, { page: options.page, limits });
    }
    if (options.overlay === undefined || options.output !== undefined) {
      await output.write(`${JSON.stringify({ ...reading, pages: reading.parts.flatMap((part) => part.pages) })}\n`);
    }
    await output.close();
  } finally {
    await closeReaders();
  }
}

function pageNumber(text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Pages are counted from 1.');
}

export function addRead(program: Command): void {
  program
    .command('read')
    .description('what reading delivers: format, parts, pages of words with boxes, exact e-invoice data')
    .argument('<file>')
    .option('--output <file>', 'write there instead of to standard output')
    .option('--overlay <png>', 'draw words, boxes and reading order over a page, in place of the JSON')
    .option('--page <number>', 'the page to draw', pageNumber, 1)
    .action(read);
}
