import { isValidBIC, isValidIBAN } from 'ibantools';
import * as jsvat from 'jsvat';
import type { Extraction } from '../../schemas/document.ts';
import type { FieldName } from '../../schemas/fields.ts';
import type { Finding } from '../../schemas/finding.ts';

const countries = [
  jsvat.austria,
  jsvat.belgium,
  jsvat.bulgaria,
  jsvat.croatia,
  jsvat.cyprus,
  jsvat.czechRepublic,
  jsvat.denmark,
  jsvat.estonia,
  jsvat.finland,
  jsvat.france,
  jsvat.germany,
  jsvat.greece,
  jsvat.hungary,
  jsvat.ireland,
  jsvat.italy,
  jsvat.latvia,
  jsvat.lithuania,
  jsvat.luxembourg,
  jsvat.malta,
  jsvat.netherlands,
  jsvat.norway,
  jsvat.poland,
  jsvat.portugal,
  jsvat.romania,
  jsvat.slovakiaRepublic,
  jsvat.slovenia,
  jsvat.spain,
  jsvat.sweden,
  jsvat.switzerland,
  jsvat.unitedKingdom,
];

function checkVatId(extraction: Extraction, field: FieldName): Finding[] {
  const value = extraction.fields[field]?.value;
  if (!value) return [];
  const result = jsvat.checkVAT(value, countries);
  if (!result.country || result.isValid) return [];
  const message = result.isValidFormat
    ? `${field} ${value} has a wrong check digit for ${result.country.name}`
    : `${field} ${value} has not the form of a VAT id of ${result.country.name}`;
  return [{ rule: 'vat-id.invalid', severity: 'warning', message, fields: [field] }];
}

/**
 * IBAN and BIC by ISO 13616 and ISO 9362, VAT ids by their country's rules. A wrong VAT check digit is only a warning:
 * some countries issue numbers outside the published rule.
 */
export function checkIdentifiers(extraction: Extraction): Finding[] {
  const findings = [...checkVatId(extraction, 'sellerVatId'), ...checkVatId(extraction, 'buyerVatId')];
  const iban = extraction.fields.iban?.value;
  if (iban && !isValidIBAN(iban.replaceAll(/\s/g, '')))
    findings.push({
      rule: 'iban.invalid',
      severity: 'error',
      message: `IBAN ${iban} fails its check digits`,
      fields: ['iban'],
    });
  const bic = extraction.fields.bic?.value;
  if (bic && !isValidBIC(bic))
    findings.push({
      rule: 'bic.invalid',
      severity: 'error',
      message: `BIC ${bic} is not well formed`,
      fields: ['bic'],
    });
  return findings;
}
