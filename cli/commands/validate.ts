import { type Command, Option } from 'commander';
import { closeReaders } from '../../reading/read-document.ts';
import { parseConfig } from '../../schemas/config.ts';
import type { FlatValidation } from '../../schemas/flat.ts';
import { inOrder } from '../in-order.ts';
import { validateFile } from '../local/validate-file.ts';
import { openOutput } from '../output.ts';

/** Files in work at once. */
const WIDTH = 2;

interface Options {
  format: 'text' | 'json' | 'flat';
  output?: string;
}

function asText({ file, part, entry, syntax, findings, error }: FlatValidation): string {
  const name = [file, entry, part === undefined ? undefined : `part ${part}`].filter(Boolean).join(', ');
  if (error) return `${name}: ${error.message} [${error.code}]\n`;
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const verdict = errors === 0 ? 'valid' : `${errors} ${errors === 1 ? 'error' : 'errors'}`;
  const rows = findings.map(
    ({ rule, severity, message, where }) =>
      `  ${severity} ${rule}: ${message}${where === undefined ? '' : ` (${where})`}\n`,
  );
  return `${name}: ${syntax}, ${verdict}\n${rows.join('')}`;
}

async function validate(files: string[], options: Options): Promise<void> {
  const config = parseConfig(process.env);
  const output = openOutput(options.output);
  let written = 0;
  let failures = 0;
  try {
    if (options.format === 'json') await output.write('[');
    for await (const rows of inOrder(files, WIDTH, (file) => validateFile(file, config))) {
      for (const row of rows) {
        const separator = written > 0 ? ',' : '';
        if (options.format === 'json') await output.write(`${separator}\n${JSON.stringify(row, null, 2)}`);
        else await output.write(options.format === 'flat' ? `${JSON.stringify(row)}\n` : asText(row));
        written += 1;
      }
      if (rows.every(({ error }) => error)) failures += 1;
    }
    if (options.format === 'json') await output.write('\n]\n');
    await output.close();
  } finally {
    await closeReaders();
  }
  if (failures === files.length) process.exitCode = 1;
}

export function addValidate(program: Command): void {
  program
    .command('validate')
    .description('check e-invoices against the business rules of EN 16931, without a server')
    .argument('<file...>', 'e-invoice XML (UBL, CII), or a PDF or e-mail that carries it')
    .addOption(
      new Option('--format <format>', 'sentences, one JSON array, or one JSON row an invoice')
        .choices(['text', 'json', 'flat'])
        .default('text'),
    )
    .option('--output <file>', 'write there instead of to standard output')
    .addHelpText(
      'after',
      '\nA file that cannot be read is a row with an error and the others go on; the exit code is 1 where no file could be read.',
    )
    .action(validate);
}
