import { readFile } from 'node:fs/promises';
import { type Command, InvalidArgumentError } from 'commander';
import type { LabelledRow, RowNote } from '../../models/desk-training/labelled-row.ts';
import { problemLines } from '../../models/desk-training/prepare-rows.ts';
import { readLabelled } from '../../models/desk-training/read-labelled.ts';
import { userModels } from '../../models/desk-training/train-desk.ts';
import { saveGains } from '../../models/larger-model/gains-file.ts';
import { measureDesk } from '../../models/larger-model/measure-desk.ts';
import { openOpenAiModel } from '../../models/larger-model/openai.ts';
import type { LargerModel } from '../../models/larger-model/port.ts';
import { presetOf } from '../../models/larger-model/presets.ts';
import { LEAST_ROWS } from '../../models/larger-model/worth-asking.ts';
import { type Config, parseConfig } from '../../schemas/config.ts';
import { DocketError } from '../../schemas/errors.ts';
import { DOCUMENTS } from '../../schemas/policy.ts';
import type { StepGain } from '../../schemas/step-gain.ts';
import { labelledDocuments, measureDocuments } from '../local/measure-documents.ts';
import { openLocalModels } from '../local/open-models.ts';

interface Options {
  data: string;
  most: number;
  json?: true;
}

function requireLargerModel(config: Config): LargerModel {
  const { DOCKET_LLM_BASE_URL: baseUrl, DOCKET_LLM_MODEL: model, DOCKET_LLM_API_KEY: apiKey } = config;
  if (baseUrl === undefined || model === undefined)
    throw new DocketError(
      'config.invalid',
      'No larger model is configured: set DOCKET_LLM_BASE_URL and DOCKET_LLM_MODEL',
    );
  const key = apiKey === undefined ? {} : { apiKey };
  const preset = presetOf(model, config.DOCKET_LLM_PRESET);
  return openOpenAiModel({ baseUrl, model, preset, timeoutMs: config.DOCKET_LLM_TIMEOUT_MS, ...key });
}

async function measure(desk: string, options: Options): Promise<void> {
  const config = parseConfig(process.env);
  const larger = requireLargerModel(config);
  const models = openLocalModels(config);
  try {
    const gains =
      desk === DOCUMENTS
        ? await measureDocuments(
            labelledDocuments(options.data, config),
            await models.documents(),
            larger,
            options.most,
          )
        : [await measureTickets(desk, options, await models.tickets(desk), larger)];
    saveGains(userModels(config.DOCKET_DATA_DIR), gains);
    process.stdout.write(options.json ? `${JSON.stringify({ gains })}\n` : `${gains.map(lineOf).join('\n')}\n`);
  } finally {
    await models.close();
  }
}

async function measureTickets(
  desk: string,
  { data, most }: Options,
  specialist: Awaited<ReturnType<ReturnType<typeof openLocalModels>['tickets']>>,
  larger: LargerModel,
): Promise<StepGain> {
  const bytes = await readFile(data).catch((cause: unknown) => {
    throw new DocketError('file.not-found', `${data} cannot be read`, { cause });
  });
  const read = readLabelled(bytes);
  const problems = read.kind === 'refused' ? read.problems : unknownLabels(read.rows, specialist.labels);
  if (read.kind === 'refused' || problems.length > 0)
    throw new DocketError('training.data', `${data} cannot be measured on:\n${problemLines(problems)}`);
  return measureDesk(desk, specialist, larger, read.rows, { most });
}

/** A label that the desk does not know could never be right. */
function unknownLabels(rows: readonly LabelledRow[], labels: readonly string[]): RowNote[] {
  const known = new Set(labels);
  return rows.flatMap(({ label, line }) =>
    known.has(label) ? [] : [{ line, message: `the desk knows no label "${label.slice(0, 60)}"` }],
  );
}

function lineOf({ desk, field, model, rows, before, after, gain, low, high }: StepGain): string {
  const what = `${desk} ${field}: ${model.name} asked about ${rows} values in doubt`;
  const found = `${before} right before, ${after} after: gain ${gain.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})`;
  const so =
    rows < LEAST_ROWS
      ? `too few to tell (${LEAST_ROWS} are needed); the ladder goes on asking`
      : low > 0
        ? 'the ladder asks'
        : 'the ladder skips it';
  return `${what}, ${found}; ${so}`;
}

export function addMeasure(models: Command): void {
  models
    .command('measure <desk>')
    .description(
      'what the configured larger model is worth on labelled rows that nothing learned from; the ladder skips it where that is nothing',
    )
    .requiredOption('--data <file>', `text,label of a desk, or {"file", "truth"} rows for ${DOCUMENTS}`)
    .option('--most <n>', 'values in doubt to ask about at most', positive, 200)
    .option('--json', 'the measurements')
    .action(measure);
}

function positive(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('a whole number above 0');
  return value;
}
