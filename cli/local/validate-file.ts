import { checkEn16931 } from '../../checks/en16931/check-en16931.ts';
import { readDocument } from '../../reading/read-document.ts';
import { type ReadLimits, readLimits } from '../../reading/read-limits.ts';
import type { Config } from '../../schemas/config.ts';
import { DocketError } from '../../schemas/errors.ts';
import type { Finding } from '../../schemas/finding.ts';
import type { FlatValidation } from '../../schemas/flat.ts';
import type { EInvoice, ReadPart } from '../../schemas/reading.ts';
import { sentence } from '../error-sentence.ts';
import { readInput } from '../read-input.ts';

type Place = Pick<FlatValidation, 'file' | 'part' | 'entry'>;

function failed(place: Place, error: unknown): FlatValidation {
  const known =
    error instanceof DocketError ? error : new DocketError('internal.unexpected', String(error), { cause: error });
  return { ...place, syntax: null, valid: false, findings: [], error: { code: known.code, message: sentence(known) } };
}

function findingsOf({ content, syntax }: EInvoice): Finding[] {
  if (content) return checkEn16931(content);
  const message = `The rules of EN 16931 do not speak of ${syntax}: only its form was read. Send UBL or CII to have them checked.`;
  return [{ rule: 'e-invoice.other-standard', severity: 'info', message, fields: [] }];
}

function validated(place: Place, part: ReadPart, found: Finding[]): FlatValidation {
  if (part.problem) return failed(place, new DocketError(part.problem.code, part.problem.message));
  const { eInvoice } = part;
  if (!eInvoice) return failed(place, new DocketError('xml.not-an-invoice', 'The file holds no e-invoice XML.'));
  const findings = [...found, ...(part.findings ?? []), ...findingsOf(eInvoice)];
  const valid = findings.every(({ severity }) => severity !== 'error');
  return { ...place, syntax: eInvoice.content?.syntax ?? eInvoice.syntax, valid, findings };
}

async function validateParts(file: string, limits: ReadLimits): Promise<FlatValidation[]> {
  const bytes = await readInput(file, limits.maxBytes);
  const { parts, findings } = await readDocument(bytes, { fileName: file, limits, xmlOnly: true });
  return parts.map((part) => {
    const place: Place = {
      file,
      ...(parts.length > 1 ? { part: part.part } : {}),
      ...(part.file ? { entry: part.file.path } : {}),
    };
    return validated(place, part, findings);
  });
}

/** Rows of one file, one an invoice. A file that fails is one row with its coded error; this never throws. */
export async function validateFile(file: string, config: Config): Promise<FlatValidation[]> {
  try {
    return await validateParts(file, readLimits(config));
  } catch (error) {
    return [failed({ file }, error)];
  }
}
