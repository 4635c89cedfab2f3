import { type Command, Option } from 'commander';
import { parseConfig } from '../../schemas/config.ts';
import { DocketError } from '../../schemas/errors.ts';
import { openLocalModels } from '../local/open-models.ts';
import { triageRows } from '../local/triage-rows.ts';
import { openOutput } from '../output.ts';
import { readInput } from '../read-input.ts';

/** Rows labelled at once. */
const SLICE = 256;
const MOST_BYTES = 512 * 1024 * 1024;

interface Options {
  model: string;
  input: string;
  output?: string;
  format: 'flat';
}

async function triage(options: Options): Promise<void> {
  const bytes = await readInput(options.input, MOST_BYTES);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new DocketError('text.encoding', `${options.input} is not UTF-8.`, { cause: error });
  }
  const rows = text.split('\n').flatMap((line, index) => (line.trim() === '' ? [] : [{ line, number: index + 1 }]));
  const models = openLocalModels(parseConfig(process.env));
  try {
    const specialist = await models.tickets(options.model);
    const entities = await models.entities();
    const output = openOutput(options.output);
    for (let from = 0; from < rows.length; from += SLICE) {
      const labelled = await triageRows(rows.slice(from, from + SLICE), specialist, entities);
      await output.write(labelled.map((row) => `${JSON.stringify(row)}\n`).join(''));
    }
    await output.close();
  } finally {
    await models.close();
  }
}

export function addTriage(program: Command): void {
  program
    .command('triage')
    .description('label tickets on this machine, without a server')
    .requiredOption('--model <name>', 'a desk: banking77, clinc150, customer-care, it-topic or one you trained')
    .requiredOption('--input <file>', 'JSON rows {id, text, subject?}')
    .option('--output <file>', 'write there instead of to standard output')
    .addOption(new Option('--format <format>', 'one JSON row a ticket').choices(['flat']).default('flat'))
    .action(triage);
}
