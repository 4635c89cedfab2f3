import { Grounding } from '../../models/grounding/grounding.ts';
import type { ComparedValue } from '../../schemas/comparison.ts';
import type { FieldName } from '../../schemas/fields.ts';
import type { Finding } from '../../schemas/finding.ts';
import type { EInvoice } from '../../schemas/reading.ts';
import type { Page } from '../../schemas/words.ts';
import { compareValues } from './compare-values.ts';

/** What identifies an invoice: where none of these stands on the pages, the data belong to another document. */
const IDENTIFYING: readonly FieldName[] = ['invoiceNumber', 'sellerName', 'totalGross'];
const FEWEST_IDENTIFYING = 2;

export interface PageComparison {
  /** False where nothing that identifies the e-invoice stands on the pages. */
  same: boolean;
  values: ComparedValue[];
  findings: Finding[];
}

function differenceOf({ field, stated, shown }: ComparedValue): Finding {
  const instead = shown.length === 0 ? '' : `; it shows ${shown.map(({ value }) => value).join(', ')}`;
  return {
    rule: 'e-invoice.page-differs',
    severity: 'error',
    message: `The page does not show the ${field} of the embedded e-invoice, ${stated}${instead}. Find out which of the two holds before anything is paid.`,
    fields: [field],
  };
}

/** Compares an embedded e-invoice with the pages it is embedded in. */
export function compareWithPages(invoice: EInvoice, pages: Page[]): PageComparison {
  if (pages.every((page) => page.words.length === 0)) return { same: true, values: [], findings: [] };
  const values = compareValues(invoice, new Grounding(pages));
  const identifying = values.filter(({ field }) => IDENTIFYING.includes(field));
  const same = identifying.length < FEWEST_IDENTIFYING || identifying.some(({ verdict }) => verdict === 'same');
  if (!same) {
    const message = `The embedded e-invoice ${invoice.fields.invoiceNumber ?? ''} belongs to another document than the pages; the pages were read.`;
    return {
      same,
      values: [],
      findings: [{ rule: 'e-invoice.other-document', severity: 'error', message, fields: [] }],
    };
  }
  return { same, values, findings: values.filter(({ verdict }) => verdict === 'differs').map(differenceOf) };
}
