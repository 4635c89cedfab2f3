import type { DocumentFields, DocumentKind, Extraction } from '../schemas/document.ts';
import type { EnInvoice } from '../schemas/en16931/invoice.ts';
import type { Finding } from '../schemas/finding.ts';
import type { Page } from '../schemas/words.ts';
import { checkCharacters } from './document/check-characters.ts';
import { checkDates } from './document/check-dates.ts';
import { checkIdentifiers } from './document/check-identifiers.ts';
import { checkPageText } from './document/check-page-text.ts';
import { checkRivals, type PrintedRivals } from './document/check-rivals.ts';
import { checkSums } from './document/check-sums.ts';
import { checkValues } from './document/check-values.ts';
import { deriveReference } from './document/derive-reference.ts';
import { deriveTotals } from './document/derive-totals.ts';
import { addedToDue } from './en16931/added-to-due.ts';
import { checkEn16931 } from './en16931/check-en16931.ts';

export interface DocumentContext {
  kind: DocumentKind;
  /** ISO 8601 date. */
  today: string;
  /** Whether the values come from e-invoice data and not from a page. */
  exact: boolean;
  /** Those data in the model of EN 16931, to be held against its business rules. */
  invoice?: EnInvoice | undefined;
  /** Where the values were read from pages. */
  pages?: readonly Page[];
  rivals?: PrintedRivals;
}

const derived = (fields: DocumentFields, kind: DocumentKind): DocumentFields =>
  deriveReference(deriveTotals(fields), kind);

/** Every check of a document's values. Pure: the same input gives the same findings. */
export function checkDocument(
  extraction: Extraction,
  context: DocumentContext,
): { extraction: Extraction; findings: Finding[] } {
  const complete = context.exact ? extraction : { ...extraction, fields: derived(extraction.fields, context.kind) };
  const findings = [
    ...checkValues(complete),
    ...checkSums(complete, (context.invoice && addedToDue(context.invoice)) ?? undefined),
    ...checkDates(complete, context.today),
    ...checkIdentifiers(complete),
    ...checkCharacters(complete),
    ...(context.pages ? checkPageText(context.pages) : []),
    ...(context.rivals ? checkRivals(complete, context.rivals, context.kind) : []),
    ...(context.exact && context.invoice ? checkEn16931(context.invoice) : []),
  ];
  return { extraction: complete, findings };
}
