import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DeskReport } from '../../schemas/desk-report.ts';
import type { AcceptanceThreshold, ModelCard } from '../../schemas/model-card.ts';
import { GRAMS_FILE, HEAD_FILE, headBytes } from '../head-file.ts';
import { HEAD_RECIPE } from './fit-head.ts';
import { DENSE_LENGTH } from './fit-quick.ts';
import { encoderOf, type TrainedDesk } from './train-quick.ts';

/** Writes the package of a quick desk into `folder`; returns its card. */
export async function writeQuick(
  folder: string,
  { fitted, encoder, labels, report }: TrainedDesk,
  of: { name: string; version: string; data: { name: string; sha256: string } },
): Promise<ModelCard> {
  await mkdir(folder, { recursive: true });
  const files = {
    [HEAD_FILE]: headBytes(fitted.head, fitted.vocabulary),
    [GRAMS_FILE]: Buffer.from(JSON.stringify(fitted.vocabulary.grams)),
  };
  const card: ModelCard = {
    name: of.name,
    version: of.version,
    task: 'text-classification',
    language: encoder.language,
    labels,
    head: {
      encoder: encoderOf(encoder),
      dense: fitted.head.dense,
      denseLength: DENSE_LENGTH,
      grams: fitted.vocabulary.grams.length,
      precision: 'float32',
    },
    precision: 'float32',
    parameters: fitted.head.weights.length + fitted.head.bias.length,
    files: Object.fromEntries(
      Object.entries(files).map(([file, bytes]) => [
        file,
        { sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length },
      ]),
    ),
    calibration: {
      temperature: fitted.temperature,
      split: fitted.judged.how,
      n: fitted.judged.rows.length,
      outOfScope: {
        score: 'energy',
        temperature: 1,
        threshold: fitted.strangeAbove,
        higherIsOutOfScope: true,
      },
      thresholds: { '*': { ...report.acceptance, ...mediumOf(report) } },
    },
    training: { way: 'quick', recipe: HEAD_RECIPE, data: [{ ...of.data, rows: fitted.trained.length }] },
    metrics: { accuracy: report.accuracy, calibrationError: report.calibrationError },
    licence: 'your own data',
    createdAt: new Date().toISOString(),
  };
  for (const [file, bytes] of Object.entries(files)) await writeFile(join(folder, file), bytes);
  await writeFile(join(folder, 'card.json'), `${JSON.stringify(card, null, 2)}\n`);
  return card;
}

/** Medium confidence begins where the loosest bound holds that the desk could keep below its own. */
function mediumOf({ acceptance, looser }: DeskReport): Pick<AcceptanceThreshold, 'mediumFrom'> {
  const from = looser.findLast(({ threshold }) => threshold !== null)?.threshold ?? null;
  return from === null || from >= (acceptance.threshold ?? 1) ? {} : { mediumFrom: from };
}
