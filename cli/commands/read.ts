import type { Command } from 'commander';
import { closeReaders, readDocument } from '../../reading/read-document.ts';
import { readLimits } from '../../reading/read-limits.ts';
import { parseConfig } from '../../schemas/config.ts';
import { openOutput } from '../output.ts';
import { readInput } from '../read-input.ts';

async function read(file: string, options: { output?: string }): Promise<void> {
  const limits = readLimits(parseConfig(process.env));
  const output = openOutput(options.output);
  try {
    const reading = await readDocument(await readInput(file, limits.maxBytes), { fileName: file, limits });
    await output.write(`${JSON.stringify({ ...reading, pages: reading.parts.flatMap((part) => part.pages) })}\n`);
    await output.close();
  } finally {
    await closeReaders();
  }
}

export function addRead(program: Command): void {
  program
    .command('read')
    .description('what reading delivers: format, parts, pages of words with boxes, exact e-invoice data')
    .argument('<file>')
    .option('--output <file>', 'write there instead of to standard output')
    .action(read);
}
