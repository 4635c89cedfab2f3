import { type Command, Option } from 'commander';
import { closeReaders } from '../../reading/read-document.ts';
import { parseConfig } from '../../schemas/config.ts';
import { extractFile } from '../local/extract-file.ts';
import { openLocalModels } from '../local/open-models.ts';
import { openOutput } from '../output.ts';

interface Options {
  format: 'json' | 'flat';
  output?: string;
  ignoreXml?: true;
}

async function extract(files: string[], options: Options): Promise<void> {
  const config = parseConfig(process.env);
  const models = openLocalModels(config);
  const output = openOutput(options.output);
  let failures = 0;
  let written = 0;
  try {
    if (options.format === 'json') await output.write('[');
    // One after the other: inference has every core, so a second file would wait as long as it saved.
    for (const file of files) {
      const rows = await extractFile(file, models, config, { ignoreXml: options.ignoreXml === true });
      for (const row of rows) {
        const text =
          options.format === 'flat'
            ? `${JSON.stringify(row)}\n`
            : `${written > 0 ? ',' : ''}\n${JSON.stringify(row, null, 2)}`;
        await output.write(text);
        written += 1;
      }
      if (rows.some((row) => row.error)) failures += 1;
    }
    if (options.format === 'json') await output.write('\n]\n');
    await output.close();
  } finally {
    await Promise.all([models.close(), closeReaders()]);
  }
  if (failures === files.length) process.exitCode = 1;
}

export function addExtract(program: Command): void {
  program
    .command('extract')
    .description('read invoices and receipts on this machine, without a server')
    .argument(
      '<file...>',
      'PDF, PNG, JPEG, TIFF, WebP, DOCX, XLSX, RTF, HTML, e-invoice XML, words JSON, e-mail (EML, MSG), P7M or ZIP',
    )
    .addOption(
      new Option('--format <format>', 'one JSON array, or one JSON row a document')
        .choices(['json', 'flat'])
        .default('json'),
    )
    .option('--output <file>', 'write there instead of to standard output')
    .option('--ignore-xml', 'read the page only, not the e-invoice inside a PDF')
    .addHelpText(
      'after',
      '\nA file that fails is a row with an error and the others go on; the exit code is 1 where every file failed.',
    )
    .action(extract);
}
