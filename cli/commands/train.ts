import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { parseConfig } from '../../schemas/config.ts';
import { DocketError } from '../../schemas/errors.ts';
import { packageRoot } from '../../schemas/package-root.ts';
import { preparePython } from '../prepare-python.ts';

async function trainTickets(options: { data: string; name: string; seed: string }): Promise<void> {
  if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(options.name))
    throw new DocketError(
      'request.invalid',
      `--name "${options.name}" must be lower-case letters, digits and hyphens.`,
    );
  const uv = await preparePython();
  const registry = resolve(parseConfig(process.env).DOCKET_DATA_DIR, 'models');
  const command = ['run', '--project', join(packageRoot, 'training'), 'docket-train', 'tickets', 'custom'];
  const child = spawn(
    uv,
    [...command, '--data', resolve(options.data), '--name', options.name, '--out', registry, '--seed', options.seed],
    { stdio: 'inherit' },
  );
  const [code] = await once(child, 'exit');
  if (code !== 0)
    throw new DocketError('training.failed', `Training ended with exit code ${code}; its message stands above.`);
}

export function addTrain(program: Command): void {
  program
    .command('train')
    .description('grow a specialist from your own labels')
    .command('tickets')
    .description('labelled texts to a calibrated ticket specialist in the registry')
    .requiredOption('--data <file>', 'CSV with the columns text,label')
    .requiredOption('--name <name>', 'name of the new desk')
    .option('--seed <n>', 'seed of the split and the training', '7')
    .action(trainTickets);
}
