import { type Command, InvalidArgumentError, Option } from 'commander';
import { isoDate, isoInstant } from '../../schemas/primitives.ts';
import { exportCorrections } from '../export-corrections.ts';

interface Options {
  desk?: string;
  since?: Date;
  kind?: 'documents' | 'tickets';
  output: string;
}

function instant(text: string): Date {
  if (isoInstant.safeParse(text).success || isoDate.safeParse(text).success) return new Date(text);
  throw new InvalidArgumentError('give a day or an instant, such as 2026-03-01 or 2026-03-01T08:00:00Z');
}

const counted = (counts: ReadonlyMap<string, number>) =>
  [...counts].map(([what, count]) => `${count} ${what}`).join(', ');

async function run({ output, ...filter }: Options): Promise<void> {
  const { rows, leftOut } = await exportCorrections(output, filter);
  const total = [...rows.values()].reduce((sum, count) => sum + count, 0);
  process.stdout.write(`${total} row(s) in ${output}${total > 0 ? `: ${counted(rows)}` : ''}\n`);
  if (leftOut.length === 0) return;
  process.stdout.write(`${leftOut.length} decided case(s) left out:\n`);
  for (const { id, error } of leftOut) process.stdout.write(`  ${id}: ${error.message} [${error.code}]\n`);
}

export function addCorrections(program: Command): void {
  program
    .command('corrections')
    .description('what people decided')
    .command('export')
    .description('as training data: JSON lines, a decided case a line')
    .option('--desk <desk>', 'tickets of this desk; documents: all documents')
    .option('--since <time>', 'decided then or later: a day or an instant', instant)
    .addOption(new Option('--kind <kind>', 'documents or tickets; both unless given').choices(['documents', 'tickets']))
    .requiredOption('--output <file>', 'the file to write')
    .action(run);
}
