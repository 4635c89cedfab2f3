import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DocketError } from '../../schemas/errors.ts';
import { type StepGain, stepGains } from '../../schemas/step-gain.ts';

const GAINS_FILE = 'gains.json';

/** What larger models were measured to be worth; none where nothing was. @throws DocketError `model.invalid`. */
export function readGains(folder: string): StepGain[] {
  const path = join(folder, GAINS_FILE);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return [];
  }
  try {
    return stepGains.parse(JSON.parse(text)).gains;
  } catch (cause) {
    throw new DocketError('model.invalid', `${path} does not say what was measured; measure again or remove it`, {
      cause,
    });
  }
}

const keyOf = ({ desk, field, step, model, beside }: StepGain): string =>
  JSON.stringify([desk, field, step, model.name, model.version, beside.version, beside.sha256]);

/** Keeps measurements, each in place of an earlier one of the same. Written beside and renamed: a reader sees old or new. */
export function saveGains(folder: string, measured: readonly StepGain[]): void {
  const fresh = new Set(measured.map(keyOf));
  const gains = [...readGains(folder).filter((gain) => !fresh.has(keyOf(gain))), ...measured];
  const path = join(folder, GAINS_FILE);
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${path}.${process.pid}`, `${JSON.stringify({ gains }, null, 2)}\n`);
  renameSync(`${path}.${process.pid}`, path);
}
