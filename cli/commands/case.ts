import type { Command } from 'commander';
import { caseDetail } from '../../schemas/case.ts';
import { DocketError } from '../../schemas/errors.ts';
import { printCase } from '../print-case.ts';
import { askService } from '../service.ts';

const find = (id: string) => askService(`/v1/cases/${encodeURIComponent(id)}`, caseDetail);

async function status(id: string, options: { json?: true }): Promise<void> {
  const { state, reasons, updatedAt } = await find(id);
  process.stdout.write(options.json ? `${JSON.stringify({ id, state, reasons, updatedAt })}\n` : `${id}: ${state}\n`);
}

async function result(id: string, options: { json?: true }): Promise<void> {
  const found = await find(id);
  if (!found.outcome)
    throw new DocketError('request.conflict', `Case ${id} is still ${found.state} and has no result yet.`);
  printCase(found, options.json === true);
}

export function addCase(program: Command): void {
  program
    .command('status')
    .description('the state of a case')
    .argument('<id>')
    .option('--json', 'print JSON')
    .action(status);
  program
    .command('result')
    .description('what a case ended with')
    .argument('<id>')
    .option('--json', 'print JSON')
    .action(result);
}
