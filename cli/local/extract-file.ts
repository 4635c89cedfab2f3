import { createHash } from 'node:crypto';
import { readDocument } from '../../reading/read-document.ts';
import { type ReadLimits, readLimits } from '../../reading/read-limits.ts';
import type { Config } from '../../schemas/config.ts';
import { DocketError } from '../../schemas/errors.ts';
import type { Finding } from '../../schemas/finding.ts';
import type { FlatDocument } from '../../schemas/flat.ts';
import type { ReadPart } from '../../schemas/reading.ts';
import { sentence } from '../error-sentence.ts';
import { readInput } from '../read-input.ts';
import { extractPart } from './extract-part.ts';
import type { LocalModels } from './open-models.ts';

export interface ExtractOptions {
  ignoreXml: boolean;
}

type Place = Pick<FlatDocument, 'file' | 'part' | 'entry'>;

function failed(place: Place, error: unknown, ms: number): FlatDocument {
  const known =
    error instanceof DocketError ? error : new DocketError('internal.unexpected', String(error), { cause: error });
  const { code, message } = known;
  return {
    ...place,
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

async function extracted(part: ReadPart, found: Finding[], models: LocalModels, sha256: string) {
  if (part.problem) throw new DocketError(part.problem.code, part.problem.message);
  return extractPart(part, found, models, part.file?.blob.sha256 ?? sha256);
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
    const place: Place = {
      file,
      ...(reading.parts.length > 1 ? { part: part.part } : {}),
      ...(part.file ? { entry: part.file.path } : {}),
    };
    const lap = () => Math.round((performance.now() - started) * 10) / 10;
    try {
      const result = await extracted(part, reading.findings, models, sha256);
      const { status, kind, language, fields, lines, taxes, findings, reasons } = result;
      rows.push({ ...place, kind, language, status, fields, lines, taxes, findings, reasons, ms: lap() });
    } catch (error) {
      rows.push(failed(place, error, lap()));
    }
    started = performance.now();
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
    return [failed({ file }, error, Math.round(performance.now() - started))];
  }
}
