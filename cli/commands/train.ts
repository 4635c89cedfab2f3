import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { requireDeskName } from '../../models/desk-training/desk-name.ts';
import { makeQuick } from '../../models/desk-training/make-quick.ts';
import { prepareRows, problemLines, requireRows } from '../../models/desk-training/prepare-rows.ts';
import { sourceOf, trainDesk, userModels } from '../../models/desk-training/train-desk.ts';
import { openRegistry } from '../../models/registry.ts';
import { openSessions } from '../../models/session-pool.ts';
import { parseConfig } from '../../schemas/config.ts';
import { DocketError } from '../../schemas/errors.ts';
import { correctedTickets } from '../corrected-tickets.ts';
import { reportText } from '../print-report.ts';
import { progressLine } from '../progress-line.ts';
import { makeFull } from '../train-full.ts';

type Options = {
  data?: string;
  name: string;
  quick?: true;
  corrections?: true;
  leaveOutConflicts?: true;
  error?: number;
  json?: true;
};

async function trainTickets(options: Options): Promise<void> {
  const name = requireDeskName(options.name);
  const config = parseConfig(process.env);
  if (options.data === undefined && options.corrections === undefined)
    throw new DocketError('request.invalid', 'Give labelled rows with --data, or --corrections, or both.');
  const bytes = options.data === undefined ? null : await readData(options.data);
  const more = options.corrections === undefined ? [] : await correctedTickets(name);
  const file = options.data ?? 'The corrections';
  const leaveOutConflicts = options.leaveOutConflicts ?? false;
  const data = requireRows(prepareRows(bytes, { leaveOutConflicts, more }), file);
  if (data.warnings.length > 0) process.stderr.write(`${problemLines(data.warnings)}\n`);

  const sessions = openSessions({ providers: config.DOCKET_PROVIDERS, threads: 2 });
  const { report, end } = progressLine();
  try {
    const registry = openRegistry({ extraFolders: [userModels(config.DOCKET_DATA_DIR)] });
    const make = options.quick
      ? makeQuick({ registry, sessions }, report)
      : makeFull(sessions, report, config.DOCKET_TORCH_INDEX);
    const source = sourceOf(basename(file), bytes ?? Buffer.from(JSON.stringify(more)));
    const alpha = options.error === undefined ? {} : { alpha: options.error };
    const house = { dataDir: config.DOCKET_DATA_DIR, sessions };
    const trained = await trainDesk(house, { name, data, source, ...alpha }, make, report);
    end();
    process.stdout.write(options.json ? `${JSON.stringify(trained)}\n` : reportText(trained));
  } finally {
    end();
    await sessions.close();
  }
}

async function readData(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw new DocketError('file.not-found', `${path} cannot be read`, { cause });
  }
}

function errorShare(text: string): number {
  const share = Number(text);
  if (share > 0 && share < 0.5) return share;
  throw new InvalidArgumentError('give a share above 0 and below 0.5, such as 0.05');
}

export function addTrain(program: Command): void {
  program
    .command('train')
    .description('grow a specialist from your own labels')
    .command('tickets')
    .description('labelled texts to a calibrated ticket specialist in the registry')
    .option('--data <file>', 'CSV with the columns text,label, or JSON lines')
    .requiredOption('--name <name>', 'name of the desk; a known one gets its next version')
    .option('--quick', 'in seconds, without Python: a linear head over the frozen encoder')
    .option('--corrections', 'learn from what people corrected in review on this desk, too')
    .option('--leave-out-conflicts', 'leave out texts that stand under several labels instead of refusing')
    .option('--error <share>', 'most errors among accepted labels, 0.02 unless given (quick)', errorShare)
    .option('--json', 'the card, the report and the comparison as one JSON row')
    .action(trainTickets);
}
