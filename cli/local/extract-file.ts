import { createHash } from 'node:crypto';
import { readDocument } from '../../reading/read-document.ts';
import { type ReadLimits, readLimits } from '../../reading/read-limits.ts';
import type { Config } from '../../schemas/config.ts';
import { DocketError } from '../../schemas/errors.ts';
import type { FlatDocument } from '../../schemas/flat.ts';
import { sentence } from '../error-sentence.ts';
import { readInput } from '../read-input.ts';
import { extractPart } from './extract-part.ts';
import type { LocalModels } from './open-models.ts';

export interface ExtractOptions {
  ignoreXml: boolean;
}

function failed(file: string, error: unknown, ms: number): FlatDocument {
  const known =
    error instanceof DocketError ? error : new DocketError('internal.unexpected', String(error), { cause: error });
  const { code, message } = known;
  return {
    file,
    status: 'rejected',
    fields: {},
    lines: [],
    taxes: [],
    findings: [],
    reasons: [{ code, message }],
    ms,
    error: { code, message: sentence(known) },
  };
}

async function extractParts(
  file: string,
  models: LocalModels,
  limits: ReadLimits,
  options: ExtractOptions,
): Promise<FlatDocument[]> {
  let started = performance.now();
  const bytes = await readInput(file, limits.maxBytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const reading = await readDocument(bytes, { fileName: file, limits, ignoreXml: options.ignoreXml });
  const rows: FlatDocument[] = [];
  for (const part of reading.parts) {
    const { status, kind, language, fields, lines, taxes, findings, reasons } = await extractPart(part, models, sha256);
    const ms = Math.round((performance.now() - started) * 10) / 10;
    started = performance.now();
    const numbered = reading.parts.length > 1 ? { part: part.part } : {};
    rows.push({
      file,
      ...numbered,
      kind,
      language,
      status,
      fields,
      lines,
      taxes,
      findings: [...reading.findings, ...findings],
      reasons,
      ms,
    });
  }
  return rows;
}

/** Rows of one file, one an invoice. A file that fails is one row with its coded error; this never throws. */
export async function extractFile(
  file: string,
  models: LocalModels,
  config: Config,
  options: ExtractOptions,
): Promise<FlatDocument[]> {
  const started = performance.now();
  try {
    return await extractParts(file, models, readLimits(config), options);
  } catch (error) {
    return [failed(file, error, Math.round(performance.now() - started))];
  }
}
