import { join } from 'node:path';
import type { Command } from 'commander';
import { openRegistry } from '../../models/registry.ts';
import { parseConfig } from '../../schemas/config.ts';

function models(options: { json?: true }): void {
  const registry = openRegistry({ extraFolders: [join(parseConfig(process.env).DOCKET_DATA_DIR, 'models')] });
  for (const card of registry.list()) {
    const size = Object.values(card.files).reduce((sum, file) => sum + file.bytes, 0);
    const line = options.json
      ? JSON.stringify(card)
      : [
          `${card.name} ${card.version}`.padEnd(28),
          card.task.padEnd(22),
          card.precision.padEnd(8),
          `${(size / 1e6).toFixed(1)} MB`.padStart(9),
          ` ${card.labels.length} labels`,
        ].join('');
    process.stdout.write(`${line}\n`);
  }
}

export function addModels(program: Command): void {
  program
    .command('models')
    .description('the specialists of this machine')
    .option('--json', 'their cards, one a row')
    .action(models);
}
