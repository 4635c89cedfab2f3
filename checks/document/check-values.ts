import type { Extraction } from '../../schemas/document.ts';
import type { Evidence } from '../../schemas/evidence.ts';
import { fieldTypes, lineFieldTypes, taxFieldTypes, type ValueType } from '../../schemas/fields.ts';
import type { Finding } from '../../schemas/finding.ts';
import { valueSchemas } from '../../schemas/values.ts';

const currencies = new Set(Intl.supportedValuesOf('currency'));

function* valuesOf(extraction: Extraction): Generator<[path: string, type: ValueType, evidence: Evidence]> {
  for (const [name, evidence] of Object.entries(extraction.fields))
    yield [name, fieldTypes[name as keyof typeof fieldTypes], evidence];
  for (const [index, line] of extraction.lines.entries())
    for (const [name, evidence] of Object.entries(line))
      yield [`lines.${index}.${name}`, lineFieldTypes[name as keyof typeof lineFieldTypes], evidence];
  for (const [index, tax] of extraction.taxes.entries())
    for (const [name, evidence] of Object.entries(tax))
      yield [`taxes.${index}.${name}`, taxFieldTypes[name as keyof typeof taxFieldTypes], evidence];
}

/** Every value against the zod contract of its type, and currencies against ISO 4217. */
export function checkValues(extraction: Extraction): Finding[] {
  const findings: Finding[] = [];
  for (const [path, type, { value, source }] of valuesOf(extraction)) {
    if (value === null) continue;
    const parsed = valueSchemas[type].safeParse(
      type === 'iban' || type === 'bic' ? value.replaceAll(/\s/g, '') : value,
    );
    const problem = parsed.success
      ? type === 'currency' && !currencies.has(value)
        ? 'not an ISO 4217 currency'
        : null
      : parsed.error.issues[0]?.message;
    if (problem == null) continue;
    findings.push({
      rule: 'value.invalid',
      severity: source === 'xml' ? 'warning' : 'error',
      message: `${path} "${value.slice(0, 60)}": ${problem}`,
      fields: [path],
    });
  }
  return findings;
}
