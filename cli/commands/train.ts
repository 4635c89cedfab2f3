import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { parseConfig } from '../../schemas/config.ts';
import { DocketError } from '../../schemas/errors.ts';
import { packageRoot } from '../../schemas/package-root.ts';
import { preparePython, trainingEnvironment } from '../prepare-python.ts';

const FIRST_VERSION = '1.0.0';

async function trainTickets(options: { data: string; name: string }): Promise<void> {
  if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(options.name))
    throw new DocketError(
      'request.invalid',
      `--name "${options.name}" must be lower-case letters, digits and hyphens.`,
    );
  const uv = await preparePython();
  const registry = resolve(parseConfig(process.env).DOCKET_DATA_DIR, 'models');
  const project = ['run', '--frozen', '--project', join(packageRoot, 'training')];
  const what = ['docket-train', 'tickets', '--data', resolve(options.data), '--name', options.name];
  const child = spawn(uv, [...project, ...what, '--output', join(registry, options.name, FIRST_VERSION)], {
    stdio: 'inherit',
    env: { ...process.env, UV_PROJECT_ENVIRONMENT: process.env.UV_PROJECT_ENVIRONMENT ?? trainingEnvironment() },
  });
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
    .action(trainTickets);
}
