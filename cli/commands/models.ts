import { type Command, Option } from 'commander';
import { readComparison } from '../../models/desk-training/package-files.ts';
import { promote, rollBack } from '../../models/desk-training/promote.ts';
import { userModels } from '../../models/desk-training/train-desk.ts';
import { openRegistry } from '../../models/registry.ts';
import { parseConfig } from '../../schemas/config.ts';
import type { ModelCard } from '../../schemas/model-card.ts';
import { addMeasure } from './measure.ts';

function open() {
  const root = userModels(parseConfig(process.env).DOCKET_DATA_DIR);
  return { root, registry: openRegistry({ extraFolders: [root] }) };
}

function lineOf(card: ModelCard): string {
  const size = Object.values(card.files).reduce((sum, file) => sum + file.bytes, 0);
  return [
    `${card.name} ${card.version}`.padEnd(28),
    card.task.padEnd(22),
    card.precision.padEnd(8),
    `${(size / 1e6).toFixed(1)} MB`.padStart(9),
    ` ${card.labels.length} labels`,
  ].join('');
}

function list(options: { json?: true; versions?: string }): void {
  const { registry } = open();
  if (options.versions !== undefined) {
    listVersions(options.versions);
    return;
  }
  for (const card of registry.list()) process.stdout.write(`${options.json ? JSON.stringify(card) : lineOf(card)}\n`);
}

function listVersions(name: string): void {
  const { registry } = open();
  const serving = registry.card(name).version;
  for (const version of registry.versions(name)) {
    const against = readComparison(registry.folder(name, version));
    const card = registry.card(name, version);
    const mark = version === serving ? '*' : ' ';
    process.stdout.write(`${mark} ${lineOf(card)}${against === null ? '' : `\n    ${against.sentence}`}\n`);
  }
}

export function addModels(program: Command): void {
  const models = program
    .command('models')
    .description('the specialists of this machine')
    .option('--json', 'their cards, one a row')
    .addOption(new Option('--versions <name>', 'the versions of one of them; * marks the one that serves'))
    .action(list);
  addMeasure(models);
  models
    .command('promote <name> <version>')
    .description('let a version serve: one that won its comparison or served before, any with --force')
    .option('--force', 'though it did not win')
    .action((name: string, version: string, { force = false }: { force?: boolean }) => {
      const { root, registry } = open();
      promote(registry, root, name, version, force);
      process.stdout.write(`${name} ${version} serves\n`);
    });
  models
    .command('rollback <name>')
    .description('let the version serve that served before')
    .action((name: string) => {
      const { root, registry } = open();
      process.stdout.write(`${name} ${rollBack(registry, root, name).version} serves\n`);
    });
}
